//! Asia and Africa, South Korea apart.

use super::locale::{Locale, NameStyle};

/// The countries of this file, with how often each takes part in a payment.
pub const EAST: [(&Locale, usize); 12] =
    [(&SA, 3), (&AE, 5), (&IN, 6), (&PK, 4), (&CN, 14), (&HK, 8), (&TW, 4), (&JP, 7), (&VN, 4), (&ID, 3), (&TH, 3), (&NG, 3)];

const SA: Locale = Locale {
    country: "SA",
    country_names: "SA|SAUDI ARABIA|KSA|KINGDOM OF SAUDI ARABIA",
    currency: "SAR",
    phone: "+966 11 555 0###|+966 50 555 0###",
    account: "####################",
    iban: true,
    style: NameStyle::Arabic,
    given: "Mohammed|Abdullah|Fatimah|Ahmed|Abdulrahman|Noura|Khalid|Sara|Saud|Ali|Maryam|Omar|Yousef|Hessa|Sultan|Ibrahim|\
        Nasser|Reem|Saleh|Turki",
    family: "Al Ghamdi|Al Zahrani|Al Qahtani|Al Otaibi|Al Harbi|Al Shehri|Al Dossari|Al Mutairi|Al Shammari|Al Omari|\
        Al Juhani|Al Maliki|Al Subaie",
    stems: "Al Rajhi Brothers|Najd|Hijaz|Arabian Gulf|Al Faisaliah|Red Sea|Dhahran|Al Yamamah|Arabian",
    trades: "Trading|Contracting|Medical Supplies|Foodstuff|Gold and Jewellery|Oilfield Services|Transport|\
        Establishment for Trade|Steel Products",
    forms: "Co|Est.|Co. Ltd|LLC|Company",
    streets: "King Fahd Road, Bldg %|P.O. Box #####|Olaya Street %|Prince Sultan St %|King Abdulaziz Rd",
    towns: "Riyadh~11###|Jeddah~21###|Dammam~31###|Al Khobar~319##|Makkah~24###|Jubail~319##",
    banks: "NCBKSAJE~SAUDI NATIONAL BANK~RIYADH|RJHISARI~AL RAJHI BANKING AND INVESTMENT CORP~RIYADH|\
        RIBLSARI~RIYAD BANK~RIYADH",
};

const AE: Locale = Locale {
    country: "AE",
    country_names: "AE|UAE|UNITED ARAB EMIRATES|U.A.E.",
    currency: "AED",
    phone: "+971 4 555 0###|+971 50 555 0###",
    account: "###################",
    iban: true,
    style: NameStyle::Arabic,
    given: "Mohamed|Ahmed|Fatima|Rashid|Khalifa|Aisha|Saeed|Hamad|Mariam|Sultan|Abdulla|Omar|Yasmin|Faisal|Imran|Hassan|Salma|\
        Tariq|Bilal|Layla",
    family: "Al Mansoori|Al Marri|Al Nuaimi|Al Suwaidi|Al Shamsi|Al Ketbi|Al Mazrouei|Al Hammadi|Al Ali|Hussain|Qureshi|\
        El Sayed|Haddad|Nasser|Khoury",
    stems: "Gulf Star|Emirates|Al Noor|Desert Rose|Jumeirah|Dragon Mart|Falcon|Oasis|Unity|Palm|Crescent|General",
    trades: "General Trading|Gold Refinery|Jewellery|Shipping|Building Materials|Electronics|Foodstuff Trading|\
        Marine Services|Textiles|Spare Parts|Bunkering",
    forms: "LLC|FZE|FZCO|DMCC|L.L.C|FZ-LLC",
    streets: "P.O. Box #####|Gold Souk, Shop %|JLT Cluster F, Office ####|Sheikh Zayed Road, Tower #|Al Maktoum Street %|\
        Jebel Ali Free Zone LOB %",
    towns: "Dubai~|Abu Dhabi~|Sharjah~|Ajman~|Fujairah~|Ras Al Khaimah~",
    banks: "EBILAEAD~EMIRATES NBD BANK PJSC~DUBAI|NBADAEAA~FIRST ABU DHABI BANK PJSC~ABU DHABI|BOMLAEAD~MASHREQBANK PSC~DUBAI",
};

const IN: Locale = Locale {
    country: "IN",
    country_names: "IN|INDIA",
    currency: "INR",
    phone: "+91 22 5550 ####|+91 98#55 5####",
    account: "##############",
    iban: false,
    style: NameStyle::GivenFirst,
    given: "Rahul|Anjali|Amit|Priya|Rajesh|Sunita|Sanjay|Anju|Vijay|Pooja|Suresh|Lakshmi|Ravi|Neha|Anil|Kavita|Ramesh|Deepa|\
        Manoj|Meena|\
            K P|Rajinder|Arjun|Divya|Mohammed|Harpreet",
    family: "Kumar|Singh|Sharma|Patel|Devi|Gupta|Khan|Reddy|Rao|Das|Shah|Verma|Nair|Iyer|Mehta|Joshi|Agarwal|Mishra|Pillai|\
        Chatterjee|Kaur|Menon|Bose|Jain",
    stems: "Bharat|Shree Ganesh|Laxmi|Hindustan|Gujarat|Deccan|Ganga|Sri Sai|K P|Himalaya|Coromandel|Anju",
    trades: "Exports|Textiles|Impex|Diamonds|Spices|Pharmaceuticals|Iron and Steel|Software Services|Seafoods|Granites|\
        Engineering Works|Traders",
    forms: "Pvt Ltd|Private Limited|Ltd|Limited|LLP|(P) Ltd",
    streets: "% M.G. Road|Plot No. %, MIDC|%-A Nehru Place|Sector ##, Noida|% Park Street|Flat %, Andheri East",
    towns: "Mumbai~400###|New Delhi~110###|Bengaluru~560###|Chennai~600###|Kolkata~700###|Surat~395###|Hyderabad~500###|\
        Kochi~682###|Tirupur~641###",
    banks: "SBININBB~STATE BANK OF INDIA~MUMBAI|HDFCINBB~HDFC BANK LIMITED~MUMBAI|ICICINBB~ICICI BANK LIMITED~MUMBAI|\
        PUNBINBB~PUNJAB NATIONAL BANK~NEW DELHI",
};

const PK: Locale = Locale {
    country: "PK",
    country_names: "PK|PAKISTAN",
    currency: "PKR",
    phone: "+92 91 555 0###|+92 21 3555 0###|+92 333 555 0###",
    account: "$################",
    iban: true,
    style: NameStyle::GivenFirst,
    given: "Muhammad|Ayesha|Ali|Fatima|Ahmed|Zainab|Hassan|Sana|Usman|Maria|Bilal|Hina|Imran|Nadia|Asif|Saima|Kamran|Rabia|\
        Tariq|Shahid|Gul|Zarak",
    family: "Khan|Ahmed|Ali|Hussain|Malik|Butt|Iqbal|Sheikh|Qureshi|Chaudhry|Afridi|Yousafzai|Shah|Raza|Mehmood|Akhtar|\
        Siddiqui|Khattak|Bangash|Durrani",
    stems: "Khyber|Indus|Pak|Sialkot|Peshawar|Frontier|Al Karam|Chenab|KP|Karakoram",
    trades: "Textile Mills|Rice Mills|Surgical Instruments|Sports Goods|Marble Industries|Coal Mines|Traders|Leather|Carpets|\
        Gems and Minerals|Cement",
    forms: "(Pvt) Ltd|Ltd|Private Limited|Traders|and Sons",
    streets: "% University Road|Plot % Hayatabad Industrial Estate|I.I. Chundrigar Road %|Saddar Road %|Ring Road, Shop %|\
        % Shahrah-e-Faisal",
    towns: "Peshawar, Khyber Pakhtunkhwa~25###|Peshawar KP~25###|Mardan, KPK~23200|Abbottabad, Khyber Pakhtunkhwa~22010|\
        Swat, KP~19130|\
            Karachi~74###|Lahore~54###|Sialkot~51310|Faisalabad~38###|Islamabad~44###",
    banks: "HABBPKKA~HABIB BANK LIMITED~KARACHI|UNILPKKA~UNITED BANK LIMITED~KARACHI|\
        NBPAPKKA~NATIONAL BANK OF PAKISTAN~KARACHI|\
            MUCBPKKA~MCB BANK LIMITED~LAHORE|KHYBPKKA~THE BANK OF KHYBER~PESHAWAR",
};

const CN: Locale = Locale {
    country: "CN",
    country_names: "CN|CHINA|P.R. CHINA|PRC|PEOPLE'S REPUBLIC OF CHINA",
    currency: "CNY",
    phone: "+86 411 5550 ####|+86 21 5550 ####|+86 138 0555 ####|0086-415-555####",
    account: "62220########|3##############|NRA####################",
    iban: false,
    style: NameStyle::Chinese,
    given: "Wei=伟|Fang=芳|Xiu=秀|Min=敏|Jing=静|Li=丽|Qiang=强|Lei=磊|Jun=军|Yang=洋|Yong=勇|Yan=艳|Jie=杰|Tao=涛|Ming=明|Chao=超|Ying=英|\
            Hua=华|Ping=平|Gang=刚|Gui=桂|Hong=红|Bo=波|Hui=辉|Xia=霞|Long=龙|Chun=春|Mei=梅|Guang=光|Song=松|Zhi=志|Xiao=晓|Yu=玉|Guo=国|\
            Wen=文|Jian=建|Shan=山|Tie=铁|Cheng=成|He=鹤|Ri=日|Nan=南",
    family: "Wang=王|Li=李|Zhang=张|Liu=刘|Chen=陈|Yang=杨|Zhao=赵|Huang=黄|Zhou=周|Wu=吴|Xu=徐|Sun=孙|Hu=胡|Zhu=朱|Gao=高|Lin=林|He=何|Guo=郭|\
             Ma=马|Luo=罗|Liang=梁|Song=宋|Zheng=郑|Xie=谢|Han=韩|Tang=唐|Feng=冯|Yu=于|Dong=董|Cheng=程|Cao=曹|Jin=金|Jiang=姜|Cui=崔|Piao=朴|\
             Quan=全",
    stems: "Haifeng=海丰|Hongda=宏达|Jinxing=金星|Donghai=东海|Huaxin=华鑫|Xinghua=兴华|Yongsheng=永盛|Tianfu=天福|Huanyu=环宇|Ruitong=瑞通|\
            Baoli=宝利|Shengda=盛达|Zhongyuan=中原|Kangda=康达|Jinfeng=锦丰|Fuyuan=富源|Changjiang=长江|Yalu River=鸭绿江",
    trades: "International Trade=国际贸易|Import and Export=进出口|Seafood=海产品|Textile=纺织|Logistics=物流|Industrial=实业|Electronics=电子|\
             Machinery=机械|Shipping Agency=船务代理|Metal Materials=金属材料|Garment=服装|Chemical=化工|Technology=科技|Coal=煤炭",
    forms: "Co., Ltd.=有限公司|Co Ltd=有限公司|Company Limited=有限公司|Group Co., Ltd.=集团有限公司",
    streets: "No.% Renmin Road|Rm ####, % Nanjing West Road|% Zhongshan Road, Zhongshan District|\
        No % Zhenxing District, Binjiang Road|\
              Building #, Development Zone|% Huanghai Street|% Shennan Avenue",
    towns: "Dalian~1160##|Shanghai~2000##|Shenzhen~5180##|Beijing~1000##|Guangzhou~5100##|Qingdao~2660##|\
        Dandong, Liaoning~1180##|Ningbo~3150##|\
            Shenyang~1100##|Yiwu, Zhejiang~322000|Yanji, Jilin~133000|Tianjin~3000##|Xiamen~3610##|Hunchun, Jilin~133300|\
            Yingkou~115000",
    banks: "BKCHCNBJ~BANK OF CHINA~BEIJING|ICBKCNBJ~INDUSTRIAL AND COMMERCIAL BANK OF CHINA~BEIJING|\
        PCBCCNBJ~CHINA CONSTRUCTION BANK CORPORATION~BEIJING|\
            ABOCCNBJ~AGRICULTURAL BANK OF CHINA~BEIJING|COMMCNSH~BANK OF COMMUNICATIONS~SHANGHAI|\
            CMBCCNBS~CHINA MERCHANTS BANK~SHENZHEN|\
            ADBNCNBJ~AGRICULTURAL DEVELOPMENT BANK OF CHINA~BEIJING",
};

const HK: Locale = Locale {
    country: "HK",
    country_names: "HK|HONG KONG|HONG KONG SAR|HONGKONG",
    currency: "HKD",
    phone: "+852 2555 0###|+852 9555 0###",
    account: "###-######-###|############",
    iban: false,
    style: NameStyle::Chinese,
    given: "Wai|Ming|Ka|Man|Yuen|Siu|Kwok|Chi|Wing|Mei|Ling|Hung|Kit|Fai|Lai|Tak|Sze|Ying|Chun|Kin|Pui|Hoi|Yan|Hon",
    family: "Chan|Wong|Lee|Leung|Cheung|Lam|Cheng|Lau|Ho|Ng|Chow|Yeung|Tang|Tsang|Chu|Kwok|Yip|Fung|Tse|Mak|Kwan|Lui|Choi|Hui|\
        So|Yuen|Pang|Kong",
    stems: "Golden Dragon|Pacific|Great Wall|Victoria|Leader Star|Kingly|Ever Bright|Sino Pacific|Lucky Star|Fortune|Jade|\
        Oriental Pearl|Unity",
    trades: "Trading|International|Shipping|Electronics|Toys|Jewellery|Garment|Investment|Logistics|Holdings|Enterprise|\
        Industrial|Freight Forwarders",
    forms: "Limited|Ltd|Co., Ltd|(HK) Limited|(Hong Kong) Limited",
    streets: "Flat A, 1#/F, Nathan Road|Room ####, % Des Voeux Road Central|Unit %, Kwun Tong Road|2#/F, % Queen's Road East|\
        Third Floor, % Hennessy Road",
    towns: "Kowloon~|Central~|Wan Chai~|Tsim Sha Tsui~|Kwun Tong~|Tsuen Wan~|Sheung Wan~",
    banks: "HSBCHKHH~HONGKONG AND SHANGHAI BANKING CORP LTD~HONG KONG|BKCHHKHH~BANK OF CHINA (HONG KONG) LIMITED~HONG KONG|\
            HASEHKHH~HANG SENG BANK LTD~HONG KONG|SCBLHKHH~STANDARD CHARTERED BANK (HONG KONG) LTD~HONG KONG",
};

const TW: Locale = Locale {
    country: "TW",
    country_names: "TW|TAIWAN|TAIWAN R.O.C.",
    currency: "TWD",
    phone: "+886 2 2555 0###|+886 7 555 0###",
    account: "############",
    iban: false,
    style: NameStyle::Chinese,
    given: "Chih=志|Ming=明|Chun=俊|Wei=偉|Ya=雅|Ting=婷|Hui=惠|Mei=美|Chien=建|Hung=宏|Shu=淑|Fen=芬|Yu=玉|Ling=玲|Wen=文|Hsiung=雄|Li=麗|\
        Jung=榮",
    family: "Chen=陳|Lin=林|Huang=黃|Chang=張|Lee=李|Wang=王|Wu=吳|Liu=劉|Tsai=蔡|Yang=楊|Hsu=許|Cheng=鄭|Hsieh=謝|Kuo=郭|Hung=洪|Chiu=邱|\
        Tseng=曾|Liao=廖|Lai=賴|Su=蘇",
    stems: "Formosa=福爾摩沙|Taiwan=台灣|Yuan Chi=元吉|Chung Hsing=中興|Ta Tung=大同|Kuang Yang=光陽|Tung Fang=東方|Hua Nan=華南",
    trades: "Precision=精密|Electronics=電子|Fishery=漁業|Machinery=機械|Plastics=塑膠|Semiconductor=半導體|Textile=紡織|Trading=貿易",
    forms: "Co., Ltd.=有限公司|Corp.=股份有限公司|Inc.=股份有限公司|Enterprise Co., Ltd.=企業有限公司",
    streets: "No. %, Sec. #, Zhongxiao E. Rd.|No.%, Zhongshan Rd.|#F, No. %, Minquan W. Rd.|No %, Ln ##, Wenhua Rd",
    towns: "Taipei~10###|Kaohsiung~80###|Taichung~40###|Tainan~70###|Hsinchu~30###|Keelung~20###",
    banks: "BKTWTWTP~BANK OF TAIWAN~TAIPEI|CTCBTWTP~CTBC BANK CO., LTD.~TAIPEI|\
        ICBCTWTP~MEGA INTERNATIONAL COMMERCIAL BANK CO., LTD.~TAIPEI",
};

const JP: Locale = Locale {
    country: "JP",
    country_names: "JP|JAPAN",
    currency: "JPY",
    phone: "+81 3 5550 ####|+81 6 5550 ####|+81 90 5550 ####",
    account: "#######|###-#######",
    iban: false,
    style: NameStyle::Japanese,
    given: "Hiroshi|Yoko|Takashi|Keiko|Kenji|Kazuko|Akira|Yumiko|Makoto|Naoko|Satoshi|Akiko|Daisuke|Tomoko|Kenta|Ai|Shota|\
        Misaki|Tetsuo|Haruka|Mitsuo|Yuki",
    family: "Sato|Suzuki|Takahashi|Tanaka|Watanabe|Ito|Yamamoto|Nakamura|Kobayashi|Kato|Yoshida|Yamada|Sasaki|Yamaguchi|\
        Matsumoto|Inoue|Kimura|Hayashi|\
             Shimizu|Yamazaki|Mori|Abe|Ikeda|Hashimoto|Ishikawa|Kaneda|Arai|Kaneko|Oh",
    stems: "Nippon|Toyo|Fuji|Yamato|Sanyo|Nihon|Taiyo|Kanto|Osaka|Hokkaido|Marubishi|Kyokuto|Daito|Musan Kanto",
    trades: "Shoji|Suisan|Kogyo|Seisakusho|Kaiun|Bussan|Trading|Steel|Precision|Foods|Sangyo|Chemical|Denki",
    forms: "Co., Ltd.|K.K.|Corporation|Inc.|Y.K.|Co Ltd",
    streets: "#-##-# Marunouchi|#-# Honmachi, Chuo-ku|#-##-## Ginza|#-#-# Minato-machi|#-## Shin-Okubo",
    towns: "Tokyo~100-####|Osaka~541-####|Yokohama~220-####|Nagoya~460-####|Fukuoka~812-####|Shimonoseki~750-####|\
        Niigata~950-####|Kobe~650-####",
    banks: "BOTKJPJT~MUFG BANK, LTD.~TOKYO|SMBCJPJT~SUMITOMO MITSUI BANKING CORPORATION~TOKYO|MHCBJPJT~MIZUHO BANK, LTD.~TOKYO",
};

const VN: Locale = Locale {
    country: "VN",
    country_names: "VN|VIETNAM|VIET NAM|S.R. VIETNAM",
    currency: "VND",
    phone: "+84 24 5550 ####|+84 90 555 0###",
    account: "#############",
    iban: false,
    style: NameStyle::Vietnamese,
    given: "Anh|Huong|Hung|Lan|Dung|Thao|Tuan|Mai|Minh|Hoa|Long|Linh|Nam|Thu|Son|Ha|Phuong|Quang|Trang|Hai|Cuong|Duc",
    family: "Nguyen|Tran|Le|Pham|Huynh|Hoang|Phan|Vu|Vo|Dang|Bui|Do|Ho|Ngo|Duong|Ly|Dinh|Truong|Lam|Trinh",
    stems: "Viet|Saigon|Mekong|Ha Long|Song Hong|Thang Long|Hai Phong|Dong Nai|Phuong Nam|Thanh Cong",
    trades: "Garment|Seafood|Coffee|Import Export|Furniture|Coal Mineral|Construction|Shoes|Trading and Service|Rice|Plastic",
    forms: "JSC|Co., Ltd|Joint Stock Company|Company Limited|Corp",
    streets: "% Le Loi Street, District #|% Tran Hung Dao|So % Nguyen Hue|Lot %, Industrial Zone|% Hai Ba Trung",
    towns: "Ho Chi Minh City~700000|Hanoi~100000|Hai Phong~180000|Da Nang~550000|Bac Ninh~220000|Dong Nai~810000",
    banks: "BFTVVNVX~JSC BANK FOR FOREIGN TRADE OF VIETNAM~HANOI|\
        BIDVVNVX~BANK FOR INVESTMENT AND DEVELOPMENT OF VIETNAM~HANOI|ICBVVNVX~VIETINBANK~HANOI",
};

const ID: Locale = Locale {
    country: "ID",
    country_names: "ID|INDONESIA",
    currency: "IDR",
    phone: "+62 21 555 0###|+62 812 5550 ###",
    account: "#############",
    iban: false,
    style: NameStyle::GivenFirst,
    given: "Budi|Siti|Agus|Sri|Muhammad|Dewi|Andi|Ratna|Eko|Nur|Dwi|Rina|Hendra|Fitri|Bambang|Ayu|Joko|Indah|Rizki|Wati|Rajin|\
        Slamet",
    family: "Santoso|Wijaya|Susanto|Setiawan|Hidayat|Saputra|Kurniawan|Gunawan|Halim|Lestari|Rahayu|Pratama|Nugroho|Siregar|\
        Nasution|Tanoto|Utami|Purnomo",
    stems: "Nusantara|Sinar|Indo|Borneo|Bumi|Surya|Panjang Jaya|Mitra|Karya|Sumber",
    trades: "Coal Mining|Palm Oil|Garment|Rubber|Perikanan|Textile|Niaga|Shipping|Furniture|Nickel|Abadi Sejahtera",
    forms: "Tbk|(Persero)|Persero|Mandiri|Group",
    streets: "Jl. Jend. Sudirman Kav. ##|Jl. M.H. Thamrin No. %|Jl. Pelabuhan %|Jl. Gajah Mada %|Kawasan Industri Blok @##",
    towns: "Jakarta~1####|Surabaya~60###|Bandung~40###|Medan~20###|Semarang~50###|Panjang, Lampung~35241|Balikpapan~761##",
    banks: "BMRIIDJA~BANK MANDIRI (PERSERO)~JAKARTA|CENAIDJA~BANK CENTRAL ASIA~JAKARTA|BRINIDJA~BANK RAKYAT INDONESIA~JAKARTA|\
        BNINIDJA~BANK NEGARA INDONESIA~JAKARTA",
};

const TH: Locale = Locale {
    country: "TH",
    country_names: "TH|THAILAND",
    currency: "THB",
    phone: "+66 2 555 0###|+66 81 555 0###",
    account: "###-#-#####-#|##########",
    iban: false,
    style: NameStyle::GivenFirst,
    given: "Somchai|Somying|Somsak|Malee|Prasert|Siriporn|Wichai|Kanya|Surachai|Nittaya|Anan|Ratree|Narong|Pensri|Kittisak|\
        Suda|Thawat|Wanida",
    family: "Saetang|Srisuk|Wongsawat|Chaiyasit|Suwannarat|Boonmee|Rattanakul|Phromma|Thongchai|Sukhum|Jaidee|Kaewkham|Saelim|\
        Intharat",
    stems: "Siam|Thai|Chao Phraya|Bangkok|Andaman|Golden Elephant|Lanna|Isan|Phuket|Charoen",
    trades: "Rubber|Rice|Frozen Foods|Auto Parts|Gems|Canned Seafood|Trading|Textile|Plastics|Restaurant|Packaging",
    forms: "Co., Ltd.|Public Company Limited|Ltd., Part.|Co Ltd|(Thailand) Co., Ltd.",
    streets: "% Sukhumvit Road|%/# Silom Road|% Moo #, Bangna-Trad Rd|% Rama IV Road|% Charoen Krung Rd",
    towns: "Bangkok~10###|Samut Prakan~10###|Chonburi~20###|Chiang Mai~50###|Songkhla~90###|Rayong~21###",
    banks: "BKKBTHBK~BANGKOK BANK PUBLIC COMPANY LIMITED~BANGKOK|KASITHBK~KASIKORNBANK PCL~BANGKOK|\
        SICOTHBK~SIAM COMMERCIAL BANK PCL~BANGKOK",
};

const NG: Locale = Locale {
    country: "NG",
    country_names: "NG|NIGERIA",
    currency: "NGN",
    phone: "+234 1 555 0###|+234 803 555 0###",
    account: "##########",
    iban: false,
    style: NameStyle::GivenFirst,
    given: "Chinedu|Ngozi|Emeka|Amina|Oluwaseun|Funke|Ibrahim|Blessing|Tunde|Chioma|Musa|Grace|Segun|Aisha|Obinna|Kemi|Yusuf|\
        Ifeoma|Sunday|Halima",
    family: "Okafor|Adeyemi|Okonkwo|Ibrahim|Balogun|Eze|Mohammed|Ogunleye|Nwosu|Bello|Abubakar|Adebayo|Obi|Musa|Oyelaran|\
        Danjuma|Nwachukwu|Ojo|Aliyu|Okoro",
    stems: "Lagos|Niger Delta|Zenith Star|Kano|Savannah|Unity|Eko|Benue|Sahara|Victory",
    trades: "Oil and Gas Services|Imports|Agro Allied|Trading|Motors|Cocoa Exports|Investments|Shipping Lines|Cement|\
        Solid Minerals",
    forms: "Ltd|Nigeria Ltd|Limited|Enterprises|Nig. Ltd|PLC",
    streets: "% Broad Street|% Allen Avenue, Ikeja|Plot % Adeola Odeku St|% Ahmadu Bello Way|% Aba Road",
    towns: "Lagos~10####|Abuja~900###|Port Harcourt~500###|Kano~700###|Ibadan~200###|Onitsha~430###",
    banks: "FBNINGLA~FIRST BANK OF NIGERIA LTD~LAGOS|ZEIBNGLA~ZENITH BANK PLC~LAGOS|GTBINGLA~GUARANTY TRUST BANK PLC~LAGOS|\
        UNAFNGLA~UNITED BANK FOR AFRICA PLC~LAGOS",
};
