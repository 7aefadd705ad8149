//! South Korea: names with the frequencies and spellings of its people, its firms, addresses and banks.
//!
//! Persons are drawn by frequency and nobody is taken out, so that homonyms of listed persons turn up as often as they do in
//! life.

use super::locale::{Locale, NameStyle};
use super::rng::Rng;
use super::text::title_case;

/// South Korea as a country of payments.
pub const KR: Locale = Locale {
    country: "KR",
    country_names: "REPUBLIC OF KOREA|KOREA|KR|SOUTH KOREA|KOREA, REPUBLIC OF|REP. OF KOREA|KOREA (SOUTH)|S. KOREA|R.O.KOREA",
    currency: "KRW",
    phone: "+82 2 555 0###|+82-51-555-0###|82-10-5550-####|TEL 02-555-0###|+82 32 850 0###",
    account: "###-######-##-###|###-###-######|##############|############|###-##-#####-#",
    iban: false,
    style: NameStyle::Korean,
    given: "",
    family: "",
    stems: "Daehan|Hanguk|Samho|Daesung|Dongbang|Hanil|Dongyang|Samwoo|Daemyung|Kukje|Seoul|Hanbit|Sunjin|Kwangmyung|Taeyang|\
        Hansung|Samil|Korea|\
            Korea|Woojin|Seil|Dongsung|Mirae|Haeyang|Baekdu|Koryo|Jeil|Shinsung|Namsung|Chosun|Kumgang|Daedong|Chungang|\
            Daewon Precision|Taesung|Pyunghwa|\
            Hankook|Youngjin|Sejin|Kyungdong|Namyang|Hanaro|Goryeo|Dongil|Samjin|Busan|Unity|Seoul General",
    trades: "Trading|Precision|Shipping|Textile|Electronics|Machinery|Fisheries|Chemical|Steel|Engineering|Logistics|Foods|\
        Industrial|Global|Tech|\
             Pharm|Construction|Marine|Heavy Industries|International|Energy|Mulsan|Sangsa|Industry|Seafood|Zinc Alloy|\
             Computing|Machine Tools|\
             General Trading|Metal|Cosmetics|Entertainment",
    forms: "Co., Ltd.|Co Ltd|Co.,Ltd|Corporation|Corp.|Inc.|Company|Co|Ltd",
    streets: "%, Teheran-ro, Gangnam-gu|% Sejong-daero, Jung-gu|%, Eulji-ro, Jung-gu|#F, % Yeouido-dong, Yeongdeungpo-gu|\
        %-## Guro-dong, Guro-gu|\
              ###-###, Hyundai Apt, Apgujeong-dong|% Gangdong-gu, Cheonho-daero|%-# Munjeong-dong, Songpa-gu|\
              #F % Third Floor Bldg, Mapo-gu",
    towns: "Seoul~0####|Seoul~0####|Seoul~0####|Seoul~0####|Gangnam-gu, Seoul~06###|Kangnam-ku, Seoul~06###|\
        Nampo-dong, Jung-gu, Busan~48###|Busan~48###|Pusan~48###|\
            Pyeongtaek-si, Gyeonggi-do~17###|Pyongtaek, Kyunggi-do~17###|Songdo-dong, Incheon~21###|Incheon~21###|\
            Ansan-si~15###|\
            Chuncheon-si, Gangwon-do~24###|Kangwon-do~25###|Pyeongchang-gun, Gangwon-do~25###|Suncheon-si~57###|Gwangju~61###|\
            Daegu~41###|\
            Daejeon~34###|Ulsan~44###|Suwon-si~16###|Seongnam-si~13###|Cheongju~28###|Jeonju~54###|Changwon~51###|\
            Pohang~37###|Goseong-gun~52###|\
            Taean-gun~32###|Gunsan~54###|Jeju~63###|Namyangju-si~12###|Gimpo-si~10###",
    banks: "SHBKKRSE~SHINHAN BANK~SEOUL|HNBNKRSE~HANA BANK~SEOUL|KOEXKRSE~KEB HANA BANK~SEOUL|CZNBKRSE~KOOKMIN BANK~SEOUL|\
        NACFKRSE~NONGHYUP BANK~SEOUL|\
            IBKOKRSE~INDUSTRIAL BANK OF KOREA~SEOUL|KODBKRSE~KOREA DEVELOPMENT BANK~SEOUL|HVBKKRSE~WOORI BANK~SEOUL|\
            PUSBKR2P~BUSAN BANK~BUSAN|\
            KWABKRSE~KWANGJU BANK~GWANGJU|SCBLKRSE~STANDARD CHARTERED BANK KOREA LIMITED~SEOUL",
};

/// Institutions and sites whose names share a word with something northern.
const INSTITUTIONS: &str = "CHOSUN UNIVERSITY~309 PILMUN-DAERO, DONG-GU~GWANGJU|\
    THE CHOSUN ILBO CO., LTD.~33 SEJONG-DAERO 21-GIL~SEOUL|\
    WESTIN JOSUN BUSAN~67 DONGBAEK-RO, HAEUNDAE-GU~BUSAN|KOREA UNIVERSITY~145 ANAM-RO, SEONGBUK-GU~SEOUL|\
    KANGWON NATIONAL UNIVERSITY~1 GANGWONDAEHAK-GIL~CHUNCHEON-SI|SUNCHON NATIONAL UNIVERSITY~255 JUNGANG-RO~SUNCHEON-SI|\
    PYONGYANG NAENGMYEON RESTAURANT~207 JANGCHUNGDAN-RO, JUNG-GU~SEOUL|KANGNAM UNIVERSITY~40 GANGNAM-RO~YONGIN-SI|\
    KOREAN REGISTER OF SHIPPING~36 MYEONGJI OCEAN CITY 9-RO~BUSAN|KOREA EXPRESS LOGISTICS~NAMPO-DONG 5-GA 18~BUSAN|\
    INCHEON SONGDO INTERNATIONAL SCHOOL~SONGDO-DONG, YEONSU-GU~INCHEON|GORYEO GINSENG CO LTD~GEUMSAN-EUP~CHUNGCHEONGNAM-DO|\
    MINISTRY OF TRADE AND INDUSTRY KOREA~402 HANNURI-DAERO~SEJONG-SI|TAEAN POWER PLANT~WONBUK-MYEON~TAEAN-GUN|\
    SINPO MARKET MERCHANTS ASSOCIATION~SINPO-DONG, JUNG-GU~INCHEON|HAMHUNG NAENGMYEON OJANGDONG~OJANG-DONG, JUNG-GU~SEOUL";

/// A person's name, Latin and, where every syllable is known, hangul.
pub fn person(rng: &mut Rng) -> (String, Option<String>) {
    let (family, family_hangul) = spelling(rng, FAMILY, 90);
    let (first, first_hangul) = spelling(rng, SYLLABLES_FIRST, 66);
    let single = rng.chance(3);
    let (last, last_hangul) = if single { ("", "") } else { spelling(rng, SYLLABLES_LAST, 66) };
    let hangul = [family_hangul, first_hangul, last_hangul].concat();
    let given = match rng.below(20) {
        _ if single => first.to_owned(),
        0..=8 => format!("{first} {last}"),
        9..=13 => format!("{first}{}", last.to_lowercase()),
        14..=17 => format!("{first}-{last}"),
        _ => format!("{first}-{}", last.to_lowercase()),
    };
    let name = match rng.below(20) {
        0..=11 => format!("{family} {given}"),
        12..=17 => format!("{given} {family}"),
        18 => format!("{family}, {given}"),
        _ => format!("{family}{given}"),
    };
    (name, Some(hangul))
}

/// Name, street and town of an institution that has an address of its own.
pub fn institution(rng: &mut Rng) -> (String, String, String) {
    let mut parts = rng.word(INSTITUTIONS).split('~').map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    let (name, street, town) = (next(), next(), next());
    (name.to_owned(), title_case(street), title_case(town))
}

/// Draws a syllable and one of its spellings. An entry is `habit/other…=hangul`; the habit is taken outright in `habit_percent`
/// of 100 cases, in the others each spelling is as likely as the next.
fn spelling(rng: &mut Rng, table: &'static str, habit_percent: usize) -> (&'static str, &'static str) {
    let entry = rng.weighted(table);
    let (latin, hangul) = entry.split_once('=').unwrap_or((entry, ""));
    let index = rng.below(latin.split('/').count());
    let spelled = if rng.chance(habit_percent) { latin.split('/').next() } else { latin.split('/').nth(index) };
    (spelled.unwrap_or(latin), hangul)
}

/// Family names per ten thousand people, rounded from the census of 2015.
const FAMILY: &str = "Kim=김:2151|Lee/Yi/Rhee=이:1469|Park/Pak/Bak=박:844|Choi/Choe=최:470|Jung/Jeong/Chung=정:484|Kang/Gang=강:237|\
    Cho/Jo=조:291|Yoon/Yun=윤:206|Jang/Chang=장:200|Lim/Im/Yim=임:166|Han/Hahn=한:156|Oh=오:154|Seo/Suh=서:151|Shin/Sin=신:187|\
    Kwon=권:142|\
    Hwang=황:140|Ahn/An=안:138|Song=송:137|Jeon/Jun/Chun=전:150|Hong=홍:112|Yoo/Yu/Ryu=유:150|Ko/Koh/Go=고:95|Moon/Mun=문:93|Yang=양:92|\
    Son/Sohn=손:92|Bae/Pae=배:81|Baek/Paik=백:77|Heo/Hur/Huh=허:66|Nam=남:55|Sim/Shim=심:55|Noh/Roh/No=노:51|Ha=하:46|Kwak/Gwak=곽:41|\
    Sung/Seong=성:40|Cha=차:39|Joo/Ju=주:39|Woo/Wu=우:39|Koo/Ku/Goo=구:39|Min=민:34|Na/Ra=나:33|Jin/Chin=진:33|Ji/Chi=지:32|Um/Eom=엄:29|\
    Chae=채:27|Won=원:26|Cheon/Chun=천:24|Bang/Pang=방:19|Kong/Gong=공:18|Hyun/Hyeon=현:18|Ham=함:17|Byun/Byeon=변:17|Yeom/Yum=염:14|\
    Yeo/Yuh=여:14|Choo/Chu=추:12|Do/To=도:11|So=소:10|Seok/Suk=석:10|Sun/Seon=선:9|Seol/Sul=설:9|Ma=마:8|Gil/Kil=길:8|Yeon/Youn=연:7|\
    Wi=위:6|Pyo=표:6|Myung=명:5|Ki=기:5|Ban=반:5|Ok=옥:5|Maeng=맹:4|In=인:4|Tak=탁:4|Kook/Kuk=국:4";

/// First syllables of given names by rough frequency over all living generations.
const SYLLABLES_FIRST: &str = "Young/Yeong/Yong=영:60|Sung/Seong=성:45|Jung/Jeong=정:48|Sang=상:38|Jae=재:38|Kyung/Gyeong=경:36|\
    Byung/Byeong=병:18|\
    Dong=동:30|Jong=종:26|Chang=창:22|Kwang/Gwang=광:22|Ki/Gi=기:24|Seung=승:28|Myung/Myeong=명:20|In=인:20|Hyun/Hyeon=현:34|Yong=용:22|\
    Tae=태:22|Chul/Cheol=철:12|Dae=대:14|Suk/Seok=석:10|Soo/Su=수:26|Min=민:34|Jin=진:26|Won=원:10|Joon/Jun=준:20|Hee/Hui=희:12|Ji=지:46|\
    Eun=은:32|Mi=미:26|Sun/Seon=선:20|Seo=서:18|Ye=예:14|Yoo/Yu=유:14|Ha=하:14|Do=도:12|Hye=혜:20|So=소:10|Bo=보:8|Woo/U=우:10|Si=시:6|\
    Kun/Geon=건:8|Ok=옥:8|Soon/Sun=순:16|Jum/Jeom=점:3|Choon/Chun=춘:6|Kil/Gil=길:5|Man=만:5|Nam=남:6|Hak=학:5|Il=일:5|Bong=봉:5|\
    Kuk/Guk=국:3|\
    Hyuk/Hyeok=혁:2|Hong=홍:4|Duk/Deok=덕:6|Han=한:6|Se=세:8|Joo/Ju=주:10|A=아:6|Yeon/Youn=연:8|Chan=찬:8|Kang/Gang=강:3|Du=두:4";

/// Last syllables of given names by rough frequency over all living generations.
const SYLLABLES_LAST: &str = "Soo/Su=수:48|Ho=호:46|Hyun/Hyeon=현:36|Sik/Shik=식:28|Ki/Gi=기:18|Hwan=환:20|Hoon/Hun=훈:26|Jin=진:36|\
    Chul/Cheol=철:24|\
    Woo/U=우:42|Kyu/Gyu=규:18|Yong=용:16|Hee/Hui=희:44|Seok/Suk=석:28|Jun/Joon=준:34|Jae=재:8|Min=민:26|Bae/Pae=배:6|Taek/Taeg=택:10|\
    Hyuk/Hyeok=혁:10|Kuk/Guk=국:5|Il=일:12|Kwang/Gwang=광:5|Sup/Seop/Sub=섭:8|Bok=복:5|Man=만:8|Nam=남:5|Sook/Suk=숙:34|Ja=자:26|\
    Soon/Sun=순:24|Kyung/Gyeong=경:16|Mi=미:16|Ok=옥:10|Ran=란:6|Ae=애:5|Young/Yeong=영:36|Jung/Jeong=정:28|Yeon/Youn=연:26|Eun=은:22|\
    Ah/A=아:16|Ji=지:12|Won=원:24|In=인:10|Bin=빈:12|Yun/Yoon=윤:10|Seo=서:8|Sung/Seong=성:14|Tae=태:5|Kil/Gil=길:5|Chan=찬:8|Hong=홍:5|\
    Ryul/Yeol=열:4|Gu/Ku=구:10|Dong=동:6|Chun=춘:3|Hak=학:3|Ryong/Yong=룡:3|Rim/Lim=림:5|Hwa=화:8|Sang=상:6|Deok/Duk=덕:5|Bong=봉:4|\
    Myung/Myeong=명:6|Kun/Geun=근:8|Sun/Seon=선:14|Ran=난:4|Hui=휘:2|Byung/Byeong=병:3|Bum/Beom=범:8|Pyo=표:3|Kap/Gap=갑:2";
