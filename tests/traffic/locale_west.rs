//! Europe, the Americas and their neighbours.

use super::locale::{Locale, NameStyle};

/// The countries of this file, with how often each takes part in a payment.
pub const WEST: [(&Locale, usize); 13] = [
    (&US, 18),
    (&GB, 9),
    (&DE, 12),
    (&FR, 7),
    (&ES, 5),
    (&IT, 5),
    (&NL, 5),
    (&PL, 4),
    (&TR, 4),
    (&RU, 3),
    (&UA, 2),
    (&GR, 2),
    (&BR, 3),
];

/// Countries whose traffic is as plain as can be: no name of theirs resembles a Korean one.
pub const PLAIN: [&Locale; 5] = [&DE, &FR, &NL, &IT, &ES];

const US: Locale = Locale {
    country: "US",
    country_names: "US|USA|UNITED STATES|U.S.A.",
    currency: "USD",
    phone: "+1 850 555 0###|+1 408 555 01##|+1 445 555 01##|(850) 555-01##|1-408-555-01##|+1 212 555 01##|+1 (713) 555-01##",
    account: "##########",
    iban: false,
    style: NameStyle::GivenFirst,
    given: "James|Mary|Michael|Patricia|Robert|Jennifer|John|Linda|David|Elizabeth|William|Barbara|Richard|Susan|Joseph|\
        Jessica|Thomas|\
            Karen|Christopher|Sarah|Charles|Lisa|Daniel|Nancy|Matthew|Sandra|Anthony|Ashley|Mark|Emily|Steven|Donna|Andrew|\
            Michelle|\
            Paul|Carol|Joshua|Amanda|Kenneth|Melissa|Kevin|Deborah|Brian|Stephanie|Jose|Grace|Eugene|Eun Hee|Sung|Young",
    family: "Smith|Johnson|Williams|Brown|Jones|Garcia|Miller|Davis|Rodriguez|Martinez|Hernandez|Lopez|Gonzalez|Wilson|\
        Anderson|\
             Thomas|Taylor|Moore|Jackson|Martin|Lee|Perez|Thompson|White|Harris|Sanchez|Clark|Ramirez|Lewis|Robinson|Walker|\
             Young|\
             Allen|King|Wright|Scott|Torres|Nguyen|Hill|Flores|Kim|Park|Patel|Long|Ross|Reed|Cook|Bell|Murphy|Bailey|Song|Cho",
    stems: "Unity|Summit|Pioneer|Liberty Bell|Heritage|Blue Ridge|Lakeshore|Cascade|Golden State|Atlantic|Midwest|Sunshine|\
        Evergreen|Keystone|\
            Lone Star|Redwood|Patriot|Gulf Coast|Santa Clara|Panhandle|Third Floor|Orion Star|Lucky Star|General|\
            Foreign Parts|K P",
    trades: "Trading|Supply|Logistics|Manufacturing|Medical Devices|Foods|Seafood Importers|Industries|Software|Engineering|\
        Freight|\
             Chemicals|Textiles|Steel|Aerospace Components|Eye Care PRK Center|Distributors|Shipping|Consulting|Farms|\
             Restaurant Group",
    forms: "Inc|LLC|Corp|Inc.|Corporation|Co|L.L.C.|LP|Company",
    streets: "% Main Street|%# Oak Avenue|#### Market Street, Suite ###|% West 34th Street|%## Bayfront Parkway|\
        #### North First Street|\
              % Peachtree Road NE|PO Box ####|###-B Industrial Blvd|% Broadway, Third Floor",
    towns: "New York, NY~100##|San Jose, CA~951##|Pensacola, FL~325##|Tallahassee, FL~323##|Philadelphia, PA~191##|\
        Houston, TX~770##|\
            Chicago, IL~606##|Los Angeles, CA~900##|Fort Lee, NJ~070##|Seattle, WA~981##|Duluth, GA~300##|Flushing, NY~113##",
    banks: "CHASUS33~JPMORGAN CHASE BANK, N.A.~NEW YORK,NY|CITIUS33~CITIBANK N.A.~NEW YORK,NY|\
        BOFAUS3N~BANK OF AMERICA, N.A.~NEW YORK,NY|\
            WFBIUS6S~WELLS FARGO BANK, N.A.~SAN FRANCISCO,CA|IRVTUS3N~BANK OF NEW YORK MELLON~NEW YORK,NY|\
            PNCCUS33~PNC BANK, N.A.~PITTSBURGH,PA|\
            USBKUS44~U.S. BANK~MINNEAPOLIS,MN",
};

const GB: Locale = Locale {
    country: "GB",
    country_names: "GB|UNITED KINGDOM|UK|ENGLAND",
    currency: "GBP",
    phone: "+44 20 7946 0###|+44 161 496 0###|0044 7700 900###",
    account: "$##############",
    iban: true,
    style: NameStyle::GivenFirst,
    given: "David|John|Susan|Margaret|Paul|Andrew|Sarah|Mark|Karen|Michael|Peter|Julie|James|Stephen|Christine|Helen|Ian|Alan|\
        Emma|Claire|\
            Simon|Joanne|Gary|Oliver|George|Amelia|Harry|Olivia|Jack|Isla|Mohammed|Fatima",
    family: "Smith|Jones|Taylor|Brown|Williams|Wilson|Johnson|Davies|Robinson|Wright|Thompson|Evans|Walker|White|Roberts|\
        Green|Hall|Wood|\
             Jackson|Clarke|Khan|Patel|Ward|Turner|Hill|Scott|Cooper|Morris|Rason|Moore|Lee|King|Baker|Harrison|Begum|Hussain",
    stems: "Albion|Thames|Northgate|Severn|Pennine|Crown|Kingsway|Meridian|Ashford|Caledonian|Castle|Unity|Foreign Trade|\
        Rason|RPDC|K.P.|HM",
    trades: "Trading|Marine Services|Textiles|Engineering|Foods|Shipping Agencies|Chartering|Metals|Insurance Brokers|\
        Publishing|Systems|\
             Construction|Antiques|Energy|Seafoods|Trade Services|Coal Merchants",
    forms: "Ltd|Limited|PLC|LLP|(UK) Ltd|Holdings Ltd",
    streets: "% High Street|% Station Road|Unit %, Trafford Park|% Victoria Street, 3rd Floor|% Church Lane|\
        Third Floor, % Fenchurch St|% Albert Dock",
    towns: "London~EC#A #@@|Manchester~M# #@@|Birmingham~B## #@@|Leeds~LS# #@@|Glasgow~G# #@@|Felixstowe~IP11 #@@|\
        Bristol~BS# #@@|New Malden~KT3 #@@",
    banks: "BARCGB22~BARCLAYS BANK UK PLC~LONDON|MIDLGB22~HSBC UK BANK PLC~BIRMINGHAM|LOYDGB2L~LLOYDS BANK PLC~LONDON|\
            NWBKGB2L~NATIONAL WESTMINSTER BANK PLC~LONDON|SCBLGB2L~STANDARD CHARTERED BANK~LONDON",
};

const DE: Locale = Locale {
    country: "DE",
    country_names: "DE|GERMANY|DEUTSCHLAND",
    currency: "EUR",
    phone: "+49 40 5550###|+49 89 5550###|0049-221-5550###",
    account: "##################",
    iban: true,
    style: NameStyle::GivenFirst,
    given: "Peter|Michael|Thomas|Andreas|Wolfgang|Klaus|Jürgen|Günter|Stefan|Christian|Uwe|Werner|Frank|Martin|Sabine|Monika|\
        Petra|Ursula|\
            Karin|Brigitte|Andrea|Claudia|Susanne|Julia|Anna|Lukas|Björn|Jörg|Käthe|Lena",
    family: "Müller|Schmidt|Schneider|Fischer|Weber|Meyer|Wagner|Becker|Schulz|Hoffmann|Schäfer|Koch|Bauer|Richter|Klein|Wolf|\
        Schröder|\
             Neumann|Schwarz|Zimmermann|Braun|Krüger|Hofmann|Hartmann|Lange|Schmitt|Werner|Krause|Meier|Lehmann|Köhler|Groß|\
             Yıldız",
    stems: "Norddeutsche|Rheinische|Hansa|Elbe|Bavaria|Süddeutsche|Westfälische|Alster|Donau|Schwarzwald|Deutsche|Neckar|Main|\
        Ostsee",
    trades: "Maschinenbau|Handels|Textil|Stahlhandel|Fisch und Feinkost|Elektronik|Außenhandel|Werkzeugbau|Logistik|Chemie|\
        Metall|Schiffahrt|\
             Kohlenhandel|Medizintechnik|Getränke|Antriebstechnik",
    forms: "GmbH|AG|GmbH & Co. KG|KG|OHG|e.K.|SE|UG (haftungsbeschränkt)",
    streets: "Hauptstraße %|Bahnhofstr. %|Industriestraße %|Am Hafen %|Goethestraße %|Ludwigstr. %a|Große Elbstraße %|\
        Im Gewerbepark #",
    towns: "Hamburg~20###|München~80###|Köln~50###|Frankfurt am Main~60###|Stuttgart~70###|Düsseldorf~40###|Bremen~28###|\
        Nürnberg~90###|Berlin~10###",
    banks: "DEUTDEFF~DEUTSCHE BANK AG~FRANKFURT AM MAIN|COBADEFF~COMMERZBANK AG~FRANKFURT AM MAIN|\
        GENODEFF~DZ BANK AG~FRANKFURT AM MAIN|\
            BYLADEMM~BAYERISCHE LANDESBANK~MUENCHEN|HYVEDEMM~UNICREDIT BANK GMBH~MUENCHEN",
};

const FR: Locale = Locale {
    country: "FR",
    country_names: "FR|FRANCE",
    currency: "EUR",
    phone: "+33 1 99 00 ## ##|0033 4 65 71 ## ##",
    account: "#######################",
    iban: true,
    style: NameStyle::GivenFirst,
    given: "Jean|Marie|Philippe|Michel|Nathalie|Alain|Isabelle|Patrick|Sylvie|Nicolas|Catherine|Christophe|Pierre|Martine|\
        Frédéric|Françoise|\
            Laurent|Valérie|Éric|Hélène|Jérôme|Chloé|Thierry|Anne|Mathieu|Camille|Jean-Luc|Loïc",
    family: "Martin|Bernard|Thomas|Petit|Robert|Richard|Durand|Dubois|Moreau|Laurent|Simon|Michel|Lefèvre|Leroy|Roux|David|\
        Bertrand|Morel|\
             Fournier|Girard|Bonnet|Dupont|Lambert|Fontaine|Rousseau|Vincent|Müller|Guérin|Nguyen|Garnier",
    stems: "Établissements Moreau|Atlantique|Provence|Rhône|Loire|Armor|Société Générale de Négoce|Alpes|Bretagne|Lutèce|\
        Occitanie|Ducasse",
    trades: "Négoce|Import Export|Textiles|Pêcheries|Industrie|Mécanique|Transports|Sculpture et Bronze|Vins|Aciers|Chimie|\
        Informatique|Conseil",
    forms: "SARL|SA|SAS|S.A.R.L.|EURL|et Cie|SNC",
    streets: "% rue de la République|% avenue Victor Hugo|%, boulevard de la Liberté|ZI Nord, bât. %|% quai des Belges|\
        % rue du Général Leclerc",
    towns: "Paris~750##|Lyon~6900#|Marseille~130##|Toulouse~310##|Bordeaux~330##|Nantes~440##|Le Havre~76600|Lille~590##|\
        Boulogne-sur-Mer~62200",
    banks: "BNPAFRPP~BNP PARIBAS SA~PARIS|SOGEFRPP~SOCIETE GENERALE~PARIS|AGRIFRPP~CREDIT AGRICOLE SA~MONTROUGE|\
        CEPAFRPP~CAISSE D'EPARGNE~PARIS|\
            CMCIFRPP~CREDIT INDUSTRIEL ET COMMERCIAL~PARIS",
};

const ES: Locale = Locale {
    country: "ES",
    country_names: "ES|SPAIN|ESPANA",
    currency: "EUR",
    phone: "+34 91 555 0###|+34 600 55 0# ##",
    account: "####################",
    iban: true,
    style: NameStyle::TwoFamilyNames,
    given: "Antonio|María Carmen|José|María|Manuel|Carmen|Francisco|Ana María|David|Laura|Juan|Isabel|José Antonio|Cristina|\
        Javier|Marta|\
            Daniel|Lucía|Francisco Javier|Pilar|Carlos|Rosa|Jesús|Elena|Alejandro|Mónica|Íñigo|Raquel",
    family: "García|Rodríguez|González|Fernández|López|Martínez|Sánchez|Pérez|Gómez|Martín|Jiménez|Hernández|Ruiz|Díaz|Moreno|\
        Muñoz|Álvarez|\
             Romero|Gutiérrez|Alonso|Navarro|Torres|Domínguez|Ramos|Vázquez|Gil|Serrano|Blanco|Núñez|Castro",
    stems: "Ibérica|Mediterránea|Cantábrico|Levante|Hermanos García|Atlántida|Castellana|Andaluza|Galicia|Nova|\
        Comercial del Sur",
    trades: "de Comercio Exterior|Textil|Conservas y Mariscos|Exportaciones|Maquinaria|Hierros y Aceros|Construcciones|\
        Cerámicas|Alimentación|Logística",
    forms: "S.L.|S.A.|SL|SA|S.L.U.|S. Coop.",
    streets: "Calle Mayor %|Avda. de la Constitución %|C/ Alcalá %, 3º B|Paseo de Gracia %|Pol. Ind. Sur, nave %|\
        Plaza de España %",
    towns: "Madrid~280##|Barcelona~080##|Valencia~460##|Sevilla~410##|Bilbao~480##|Vigo~362##|Zaragoza~500##|Las Palmas~350##",
    banks: "BSCHESMM~BANCO SANTANDER SA~MADRID|BBVAESMM~BANCO BILBAO VIZCAYA ARGENTARIA SA~BILBAO|\
        CAIXESBB~CAIXABANK SA~BARCELONA|BSABESBB~BANCO DE SABADELL SA~SABADELL",
};

const IT: Locale = Locale {
    country: "IT",
    country_names: "IT|ITALY|ITALIA",
    currency: "EUR",
    phone: "+39 02 5550 ###|+39 347 555 0###",
    account: "@######################",
    iban: true,
    style: NameStyle::GivenFirst,
    given: "Giuseppe|Maria|Antonio|Anna|Giovanni|Francesca|Mario|Rosa|Luigi|Angela|Francesco|Giovanna|Angelo|Teresa|Vincenzo|\
        Lucia|Marco|\
            Paola|Andrea|Laura|Alessandro|Giulia|Stefano|Chiara|Nicolò|Elena",
    family: "Rossi|Russo|Ferrari|Esposito|Bianchi|Romano|Colombo|Ricci|Marino|Greco|Bruno|Gallo|Conti|De Luca|Mancini|Costa|\
        Giordano|Rizzo|\
             Lombardi|Moretti|Barbieri|Fontana|Santoro|Mariani|Rinaldi|Caruso|Ferrara|Galli|Martini|Leone",
    stems: "Fratelli Rossi|Adriatica|Lombarda|Tirreno|Italmec|Veneta|Piemonte|Officine Conti|Nuova Era|Mediterranea",
    trades: "Tessuti|Meccanica|Marmi e Statue|Import Export|Alimentari|Oreficeria|Trasporti|Acciai|Calzature|Ceramiche|\
        Prodotti Ittici",
    forms: "S.r.l.|SpA|S.p.A.|SRL|S.n.c.|S.a.s.",
    streets: "Via Roma %|Via Garibaldi %|Corso Italia %|Viale Europa %|Piazza Duomo %|Zona Industriale lotto %",
    towns: "Milano~201##|Roma~001##|Torino~101##|Napoli~801##|Genova~161##|Vicenza~361##|Carrara~54033|Prato~591##|\
        Arezzo~521##|Verona~371##",
    banks: "BCITITMM~INTESA SANPAOLO SPA~MILANO|UNCRITMM~UNICREDIT SPA~MILANO|BAPPIT21~BANCO BPM SPA~VERONA|\
        PASCITMM~BANCA MONTE DEI PASCHI DI SIENA SPA~SIENA",
};

const NL: Locale = Locale {
    country: "NL",
    country_names: "NL|NETHERLANDS|THE NETHERLANDS",
    currency: "EUR",
    phone: "+31 10 555 0###|+31 6 5550 ####",
    account: "$##########",
    iban: true,
    style: NameStyle::GivenFirst,
    given: "Johannes|Maria|Jan|Cornelis|Anna|Hendrik|Willem|Pieter|Johanna|Elisabeth|Daan|Sanne|Bram|Femke|Sem|Lotte|Koen|\
        Anouk|Jeroen|Marieke",
    family: "de Jong|Jansen|de Vries|van den Berg|van Dijk|Bakker|Janssen|Visser|Smit|Meijer|de Boer|Mulder|de Groot|Bos|Vos|\
        Peters|Hendriks|\
             van Leeuwen|Dekker|Brouwer|de Wit|Dijkstra|Smits|de Graaf|van der Meer",
    stems: "Hollandse|Van Dijk|Rotterdam|Maas|Zeeland|Polder|Oranje|Delta|Noordzee|Tulip",
    trades: "Handelsmaatschappij|Bloemen Export|Vishandel|Scheepvaart|Agri|Machinefabriek|Logistics|Kunst|Chemicals|Textiel",
    forms: "B.V.|BV|N.V.|V.O.F.|Holding B.V.",
    streets: "Kerkstraat %|Dorpsstraat %|Keizersgracht % III|Waalhaven Zuidzijde %|Stationsweg %|Schiedamsedijk %",
    towns: "Amsterdam~10## @@|Rotterdam~30## @@|Den Haag~25## @@|Utrecht~35## @@|Eindhoven~56## @@|Urk~832# @@|\
        Aalsmeer~143# @@",
    banks: "ABNANL2A~ABN AMRO BANK N.V.~AMSTERDAM|RABONL2U~COOPERATIEVE RABOBANK U.A.~UTRECHT|INGBNL2A~ING BANK N.V.~AMSTERDAM",
};

const PL: Locale = Locale {
    country: "PL",
    country_names: "PL|POLAND|POLSKA",
    currency: "PLN",
    phone: "+48 22 555 0# ##|+48 601 555 0##",
    account: "########################",
    iban: true,
    style: NameStyle::Slavic,
    given: "Piotr|Anna|Krzysztof|Katarzyna|Andrzej|Maria|Tomasz|Agnieszka|Jan|Barbara|Paweł|Krystyna|Michał|Ewa|Marcin|\
        Elżbieta|Stanisław|\
            Zofia|Jakub|Teresa|Łukasz|Małgorzata|Zbigniew|Joanna",
    family: "Nowak|Kowalski|Wiśniewski|Wójcik|Kowalczyk|Kamiński|Lewandowski|Zieliński|Szymański|Woźniak|Dąbrowski|Kozłowski|\
        Jankowski|Mazur|\
             Kwiatkowski|Krawczyk|Piotrowski|Grabowski|Nowakowski|Pawłowski|Król|Wieczorek|Wróbel|Dudek",
    stems: "Bałtyk|Polska|Wisła|Mazowsze|Śląsk|Nowak i Synowie|Pomorze|Karpaty|Korona|Polmar",
    trades: "Handel|Węgiel i Koks|Stal|Odzież|Transport|Meble|Rybołówstwo|Maszyny|Elektronika|Budownictwo|Stocznia",
    forms: "Sp. z o.o.|S.A.|Spółka z o.o.|s.c.|Sp. k.",
    streets: "ul. Długa %|ul. Marszałkowska %/##|al. Niepodległości %|ul. Polna %|ul. Portowa %|os. Słoneczne %",
    towns: "Warszawa~00-###|Kraków~30-###|Łódź~90-###|Wrocław~50-###|Gdańsk~80-###|Gdynia~81-###|Katowice~40-###|\
        Szczecin~70-###",
    banks: "BPKOPLPW~PKO BANK POLSKI SA~WARSZAWA|PKOPPLPW~BANK POLSKA KASA OPIEKI SA~WARSZAWA|BREXPLPW~MBANK SA~WARSZAWA|\
        WBKPPLPP~SANTANDER BANK POLSKA SA~WARSZAWA",
};

const TR: Locale = Locale {
    country: "TR",
    country_names: "TR|TURKEY|TURKIYE",
    currency: "TRY",
    phone: "+90 212 555 0# ##|+90 532 555 ## ##",
    account: "#####0################",
    iban: true,
    style: NameStyle::GivenFirst,
    given: "Mehmet|Fatma|Mustafa|Ayşe|Ahmet|Emine|Ali|Hatice|Hüseyin|Zeynep|Hasan|Elif|İbrahim|Meryem|İsmail|Şerife|Osman|\
        Zehra|Yusuf|Sultan|\
            Murat|Özlem|Ömer|Merve|Gökhan|Çiğdem",
    family: "Yılmaz|Kaya|Demir|Çelik|Şahin|Yıldız|Yıldırım|Öztürk|Aydın|Özdemir|Arslan|Doğan|Kılıç|Aslan|Çetin|Kara|Koç|Kurt|\
        Özkan|Şimşek|\
             Polat|Korkmaz|Özcan|Erdoğan|Türk|Güneş",
    stems: "Anadolu|Marmara|Ege|Boğaziçi|Karadeniz|Yıldız|Güven|Akdeniz|Öz|Birlik",
    trades: "Tekstil|Dış Ticaret|Demir Çelik|Gıda|Denizcilik|Mermer|Makina|Kuyumculuk|İnşaat|Nakliyat|Otomotiv",
    forms: "A.Ş.|Ltd. Şti.|San. ve Tic. A.Ş.|San. Tic. Ltd. Şti.",
    streets: "Atatürk Cad. No:%|İstiklal Cad. %|Organize San. Böl. #. Cad. No %|Bağdat Cad. %/##|Liman Mah. % Sk.",
    towns: "İstanbul~34###|Ankara~06###|İzmir~35###|Bursa~16###|Adana~01###|Gaziantep~27###|Mersin~33###|Denizli~20###",
    banks: "TGBATRIS~TURKIYE GARANTI BANKASI A.S.~ISTANBUL|AKBKTRIS~AKBANK T.A.S.~ISTANBUL|\
        ISBKTRIS~TURKIYE IS BANKASI A.S.~ISTANBUL|YAPITRIS~YAPI VE KREDI BANKASI A.S.~ISTANBUL",
};

const RU: Locale = Locale {
    country: "RU",
    country_names: "RU|RUSSIA|RUSSIAN FEDERATION",
    currency: "RUB",
    phone: "+7 423 255 0###|+7 495 555 0###|8-914-555-0###",
    account: "40702810############",
    iban: false,
    style: NameStyle::Slavic,
    given: "Alexander=Александр|Elena=Елена|Sergey=Сергей|Tatiana=Татьяна|Vladimir=Владимир|Olga=Ольга|Andrey=Андрей|\
        Irina=Ирина|\
            Alexey=Алексей|Natalia=Наталья|Dmitry=Дмитрий|Anna=Анна|Nikolay=Николай|Svetlana=Светлана|Ivan=Иван|Maria=Мария|\
            Igor=Игорь|\
            Marina=Марина|Viktor=Виктор|Yulia=Юлия|Oleg=Олег|Yury=Юрий",
    family: "Ivanov=Иванов|Smirnov=Смирнов|Kuznetsov=Кузнецов|Popov=Попов|Vasiliev=Васильев|Petrov=Петров|Sokolov=Соколов|\
        Mikhailov=Михайлов|\
             Novikov=Новиков|Fedorov=Фёдоров|Morozov=Морозов|Volkov=Волков|Alexeev=Алексеев|Lebedev=Лебедев|Semenov=Семёнов|\
             Egorov=Егоров|\
             Pavlov=Павлов|Kozlov=Козлов|Stepanov=Степанов|Nikolaev=Николаев|Orlov=Орлов|Andreev=Андреев|Makarov=Макаров|\
             Kim=Ким|Pak=Пак|\
             Tsoi=Цой|Li=Ли|Khan=Хан",
    stems: "Vostok=Восток|Primorye=Приморье|Sibir=Сибирь|Severny Veter=Северный Ветер|Dalmor=Дальмор|Baikal=Байкал|\
        Zolotoy Rog=Золотой Рог|Amur=Амур|Slavyanka=Славянка",
    trades: "Trade=Трейд|Torgovy Dom=Торговый Дом|Stroy=Строй|Rybprom=Рыбпром|Ugol=Уголь|Logistik=Логистик|Les=Лес|\
        Metall=Металл|Servis=Сервис|Shipping=Шиппинг",
    forms: "LLC=ООО|OOO=ООО|JSC=АО|ZAO=ЗАО|IP=ИП",
    streets: "ul. Svetlanskaya % kv. ##|ul. Lenina, d. %|Leningradsky pr-t, %|ul. Portovaya %, of. ##|Nevsky pr. %|\
        Okeansky prospekt %",
    towns: "Vladivostok~690###|Moscow~12####|Saint Petersburg~19####|Khabarovsk~680###|Nakhodka~6929##|Novosibirsk~630###|\
        Yuzhno-Sakhalinsk~693###",
    banks: "RZBMRUMM~AO RAIFFEISENBANK~MOSCOW|IMBKRUMM~AO UNICREDIT BANK~MOSCOW|CITIRUMX~AO CITIBANK~MOSCOW",
};

const UA: Locale = Locale {
    country: "UA",
    country_names: "UA|UKRAINE",
    currency: "UAH",
    phone: "+380 44 555 0###|+380 67 555 0###",
    account: "#########################",
    iban: true,
    style: NameStyle::Slavic,
    given: "Oleksandr=Олександр|Olena=Олена|Serhii=Сергій|Tetiana=Тетяна|Mykola=Микола|Iryna=Ірина|Volodymyr=Володимир|\
        Oksana=Оксана|\
            Andrii=Андрій|Nataliia=Наталія|Vasyl=Василь|Yuliia=Юлія|Petro=Петро|Halyna=Галина|Taras=Тарас|Kateryna=Катерина",
    family: "Melnyk=Мельник|Shevchenko=Шевченко|Bondarenko=Бондаренко|Kovalenko=Коваленко|Boiko=Бойко|Tkachenko=Ткаченко|\
        Kravchenko=Кравченко|\
             Kovalchuk=Ковальчук|Koval=Коваль|Oliinyk=Олійник|Shevchuk=Шевчук|Koshevyi=Кошевий|Polishchuk=Поліщук|\
             Lysenko=Лисенко|Marchenko=Марченко|Tsoi=Цой",
    stems: "Dnipro=Дніпро|Ukragro=Украгро|Karpaty=Карпати|Chornomor=Чорномор|Zoria=Зоря|Azov=Азов|Halychyna=Галичина",
    trades: "Agro=Агро|Trade=Трейд|Metal=Метал|Zerno=Зерно|Soft=Софт|Export=Експорт|Lis=Ліс|Bud=Буд",
    forms: "LLC=ТОВ|TOV=ТОВ|PJSC=ПАТ|FOP=ФОП",
    streets: "vul. Khreshchatyk %|vul. Shevchenka, %|pr. Nauky %, kv. ##|vul. Derybasivska %",
    towns: "Kyiv~01###|Kharkiv~61###|Odesa~65###|Dnipro~49###|Lviv~79###|Mykolaiv~54###",
    banks: "PBANUA2X~JSC CB PRIVATBANK~DNIPRO|AVALUAUK~RAIFFEISEN BANK JSC~KYIV|UGASUAUK~JSB UKRGASBANK~KYIV",
};

const GR: Locale = Locale {
    country: "GR",
    country_names: "GR|GREECE|HELLAS",
    currency: "EUR",
    phone: "+30 210 555 0###|+30 69 5550 ####",
    account: "#######################",
    iban: true,
    style: NameStyle::GivenFirst,
    given: "Georgios|Maria|Dimitrios|Eleni|Ioannis|Aikaterini|Konstantinos|Vasiliki|Nikolaos|Sofia|Christos|Angeliki|\
        Panagiotis|Georgia|Athanasios|Dimitra",
    family: "Papadopoulos|Pappas|Karagiannis|Vlachos|Ioannidis|Oikonomou|Papageorgiou|Makris|Konstantinidis|Dimopoulos|\
        Papadakis|Antoniou|\
             Georgiou|Nikolaidis|Angelopoulos|Vasileiou",
    stems: "Hellenic|Aegean|Poseidon|Olympic|Ionian|Piraeus|Kyklades|Makedonia|General",
    trades: "Shipping|Ship Management|Maritime|Bunkering|Olive Oil|Marbles|Fisheries|Trading|Tourism|Chartering",
    forms: "S.A.|SA|Ltd|E.P.E.|O.E.|Co",
    streets: "Akti Miaouli %|Leoforos Syngrou %|Ermou %|Filonos %, 3rd floor|Egnatia %",
    towns: "Piraeus~185##|Athens~10###|Thessaloniki~546##|Patras~262##|Heraklion~713##|Glyfada~166##",
    banks: "ETHNGRAA~NATIONAL BANK OF GREECE S.A.~ATHENS|CRBAGRAA~ALPHA BANK S.A.~ATHENS|PIRBGRAA~PIRAEUS BANK S.A.~ATHENS|\
        ERBKGRAA~EUROBANK S.A.~ATHENS",
};

const BR: Locale = Locale {
    country: "BR",
    country_names: "BR|BRAZIL|BRASIL",
    currency: "BRL",
    phone: "+55 11 5550-####|+55 13 95550-####",
    account: "#######################@1",
    iban: true,
    style: NameStyle::TwoFamilyNames,
    given: "José|Maria|João|Ana|Antônio|Francisca|Francisco|Adriana|Carlos|Juliana|Paulo|Márcia|Pedro|Fernanda|Lucas|Patrícia|\
        Luiz|Aline|Marcos|Sandra",
    family: "da Silva|dos Santos|Oliveira|Souza|Rodrigues|Ferreira|Alves|Pereira|Lima|Gomes|Costa|Ribeiro|Martins|Carvalho|\
        Almeida|Lopes|Soares|Fernandes|Vieira|Barbosa",
    stems: "Paulista|Amazônia|Santos|Bandeirantes|Cruzeiro|Nova Aliança|Brasil Sul|Litoral",
    trades: "Comércio Exterior|Minérios|Agropecuária|Têxtil|Alimentos|Importadora|Siderúrgica|Café|Pescados|Máquinas",
    forms: "Ltda|S.A.|S/A|EIRELI|ME",
    streets: "Av. Paulista %#|Rua XV de Novembro %|Rua das Flores, %|Av. Atlântica % ap ###|Rod. Anchieta km ##",
    towns: "São Paulo~0####-###|Rio de Janeiro~2####-###|Santos~110##-###|Belo Horizonte~30###-###|Curitiba~80###-###|\
        Vitória~29###-###",
    banks: "BRASBRRJ~BANCO DO BRASIL S.A.~BRASILIA|ITAUBRSP~ITAU UNIBANCO S.A.~SAO PAULO|BBDEBRSP~BANCO BRADESCO S.A.~OSASCO",
};
