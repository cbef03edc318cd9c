/**
 * Rows of an account beside a line of a file, labelled by hand. Each is `label | rows here, parted by ; | line`, where
 * a row is `[id=...] [pending|typed|deleted] day amount text`, all in January 2026, in a file that covers the month.
 *
 * certain: the line is the first row, and nobody has to be asked. likely: it is, but only the user can say.
 * different: it is a row of its own.
 */
export const LABELLED_PAIRS = `
# pending becomes posted, the same amount
certain | pending 05 -50.10 CAFE LUNA | 06 -50.10 CAFE LUNA
certain | pending 05 -50.10 SQ *CAFE LUNA | 07 -50.10 CAFE LUNA BERLIN DE
certain | pending 05 -12.37 POS AUTH REWE SAGT DANKE 4711 | 06 -12.37 KARTENZAHLUNG REWE SAGT DANKE
certain | pending 05 -89.99 AMZN Mktp DE*2K4L83 | 08 -89.99 AMZN MKTP DE
certain | pending 05 -23.45 STARBUCKS STORE 08842 SEATTLE WA | 06 -23.45 STARBUCKS 08842
certain | pending 05 -9.99 SPOTIFY P1A2B3C4 | 07 -9.99 Spotify AB
certain | pending 05 -61.80 EDEKA MUELLER | 06 -61.80 EDEKA MÜLLER//BERLIN/DE
certain | pending 05 -4.50 TST* BLUE BOTTLE | 05 -4.50 BLUE BOTTLE COFFEE
certain | pending 05 -33.21 VORGEMERKT SHELL 1234 | 09 -33.21 SHELL TANKSTELLE 1234
certain | pending 05 -150.00 IKEA HAMBURG | 08 -150.00 IKEA DEUTSCHLAND
certain | pending 05 -18.40 UBER *TRIP | 06 -18.40 UBER *TRIP HELP.UBER.COM
certain | pending 05 -7.80 DB VERTRIEB GMBH | 06 -7.80 DB Vertrieb GmbH Fahrschein
certain | pending 05 -44.95 ZARA 3021 MADRID | 07 -44.95 ZARA ESPANA 3021
certain | pending 05 -16.20 CB CARREFOUR CITY | 06 -16.20 CARTE 05/01 CARREFOUR CITY PARIS
certain | pending 05 -75.33 COMPRA TARJETA MERCADONA | 06 -75.33 MERCADONA VALENCIA
certain | pending 05 -5.60 BETAALPAS ALBERT HEIJN 1521 | 06 -5.60 Albert Heijn 1521 AMSTERDAM
certain | pending 05 250.00 REFUND ZALANDO | 07 250.00 ZALANDO SE
certain | pending 05 -31.07 WHOLEFDS MKT 10234 | 06 -31.07 WHOLEFDS MKT 10234 AUSTIN TX
certain | pending 05 -11.50 CURSOR USAGE | 05 -11.50 CURSOR USAGE NEW YORK
certain | pending 30 -14.25 HEMA | 31 -14.25 HEMA UTRECHT
certain | id=tx-88371 pending 05 -20.15 CARD HOLD | id=tx-88371 07 -20.15 LIDL SAGT DANKE
certain | id=tx-88372 pending 05 -50.00 CARD HOLD | id=tx-88372 08 -57.50 OSTERIA VERDI
certain | id=tx-88373 pending 05 -80.00 HOTEL ADLON | id=tx-88373 07 -86.00 HOTEL ADLON KEMPINSKI
likely | pending 05 -50.10 CAFE LUNA | 14 -50.10 CAFE LUNA
likely | pending 05 -39.95 PAYPAL *8837 | 07 -39.95 STEAM GAMES
likely | pending 05 -57.43 AUTHORISATION 4711 | 07 -57.43 DECATHLON 0042
likely | pending 05 -18.90 VISA PENDING TRANSACTION | 06 -18.90 ALDI SUED
likely | pending 05 -41.27 CARD PAYMENT | 08 -41.27 FNAC LYON
likely | pending 05 -66.66 MERCHANT 889900 | 07 -66.66 THALIA BUECHER
likely | pending 05 -23.10 AUTH HOLD 5512 | 05 -23.10 ROSSMANN
different | pending 05 -50.10 CAFE LUNA | 06 -12.00 CAFE SOLE
different | pending 05 -50.10 CAFE LUNA | 21 -50.10 CAFE LUNA
different | pending 05 -50.10 CAFE LUNA | 01 -50.10 CAFE LUNA
different | pending 05 -50.10 CAFE LUNA | 06 50.10 CAFE LUNA
different | pending 05 -20.00 SHELL TANKSTELLE | 07 -22.00 BAECKEREI KAMPS
different | pending 05 -30.00 IKEA HAMBURG | 06 -33.00 MEDIA MARKT
different | pending 05 -9.99 NETFLIX.COM | 07 -10.99 SPOTIFY AB
different | pending 05 -100.00 SHELL STATION | 06 -43.20 LIDL DIENSTLEISTUNG
different | pending 05 -5.00 BVG TICKET | 06 -5.50 STARBUCKS
different | pending 05 -50.00 ZARA MADRID | 12 -50.00 DEPOT WOHNEN
different | pending 05 -10.00 SHELL STATION | 11 -10.00 BAECKEREI KAMPS
different | id=tx-1 pending 05 -50.00 ZARA MADRID | id=tx-2 07 -61.00 MANGO MADRID OUTLET

# a tip, a hold, a rate of exchange
likely | pending 05 -50.00 SQ *CAFE LUNA | 08 -57.50 CAFE LUNA BERLIN
likely | pending 05 -42.00 TST* THE GOOD FORK | 07 -50.40 THE GOOD FORK LLC
likely | pending 05 -80.00 OSTERIA VERDI | 06 -92.00 OSTERIA VERDI ROMA
likely | pending 05 -18.50 UBER *TRIP PENDING | 06 -21.50 UBER *TRIP
likely | pending 05 -25.00 DOORDASH*SUSHI GO | 06 -28.75 DOORDASH*SUSHI GO
likely | pending 05 -33.00 GREAT CLIPS 4411 | 07 -39.60 GREAT CLIPS
likely | pending 05 -100.00 SHELL 8821 PREAUTH | 06 -43.20 SHELL 8821
likely | pending 05 -125.00 CHEVRON 0092 | 07 -58.12 CHEVRON 0092 RENO NV
likely | pending 05 -300.00 HERTZ RENTAL | 12 -212.40 HERTZ RENTAL CAR
likely | pending 05 -200.00 HOTEL ADLON | 09 -186.00 HOTEL ADLON
likely | pending 05 -49.20 BOOKSHOP LONDON | 08 -49.55 BOOKSHOP LONDON GBP 42.00
likely | pending 05 -118.00 AIRBNB * HM8X | 07 -117.20 AIRBNB
likely | pending 05 -64.00 TESCO ONLINE DELIVERY | 06 -61.35 TESCO ONLINE
likely | pending 05 -80.00 REWE LIEFERSERVICE | 07 -76.12 REWE LIEFERSERVICE KOELN
likely | pending 05 -12.00 STEAKHOUSE 1211 | 06 -15.00 STEAKHOUSE 1211
likely | pending 05 -60.00 AUTH 991 | 06 -66.00 BISTRO OLIVA
different | pending 05 -50.00 CAFE LUNA | 08 -150.00 CAFE LUNA
different | pending 05 -50.00 CAFE LUNA | 08 -4.20 CAFE LUNA
different | pending 05 -42.00 THE GOOD FORK | 06 -50.40 NIKE STORE
different | pending 05 -42.00 THE GOOD FORK | 06 -46.20 PETCO 1123
different | pending 05 -80.00 OSTERIA VERDI | 06 -83.00 DM DROGERIE
different | pending 05 -18.50 UBER *TRIP | 06 -21.50 NETFLIX.COM
different | pending 05 -100.00 SHELL 8821 | 07 -43.20 REWE MARKT
different | pending 05 -300.00 HERTZ RENTAL | 12 -212.40 LUFTHANSA
different | pending 05 -12.00 STEAKHOUSE | 06 -14.00 TIERARZT DR WOLF

# a pending line of a file, and what is here
certain | 07 -50.10 CAFE LUNA BERLIN | pending 05 -50.10 SQ *CAFE LUNA
certain | pending 05 -50.10 CAFE LUNA | pending 06 -50.10 CAFE LUNA
certain | 06 -12.37 REWE SAGT DANKE | pending 05 -12.37 POS REWE SAGT DANKE
likely | 08 -57.50 CAFE LUNA BERLIN | pending 05 -50.00 SQ *CAFE LUNA
different | 01 -50.10 CAFE LUNA | pending 05 -50.10 CAFE LUNA
different | 06 -12.37 REWE SAGT DANKE | pending 05 -19.00 SHELL TANKSTELLE

# one account from two sources: other texts, a day off
certain | 05 -12.37 REWE SAGT DANKE 4711//BERLIN/DE | 05 -12.37 REWE SAGT DANKE
certain | 05 -89.99 AMAZON EU SARL MKTPLC | 05 -89.99 Amazon EU S.a r.l. Mktplc 302-118
certain | 05 -740.00 HAUSVERWALTUNG MEIER MIETE JANUAR | 05 -740.00 Hausverwaltung Meier
certain | 05 -34.99 VODAFONE GMBH KD-NR 8827361 | 05 -34.99 SEPA LASTSCHRIFT VODAFONE GMBH
certain | 05 2450.00 ACME SOFTWARE GMBH LOHN 01/2026 | 05 2450.00 ACME SOFTWARE GMBH GEHALT
certain | 05 -16.49 NETFLIX INTERNATIONAL B.V. | 05 -16.49 NETFLIX INTERNATIONAL BV AMSTERDAM
certain | 05 -61.20 STADTWERKE MUENCHEN | 05 -61.20 STADTWERKE MUENCHEN GMBH ABSCHLAG
certain | 05 -27.15 TRADER JOE S #552 | 05 -27.15 TRADER JOE'S #552 PORTLAND OR
certain | 05 -8.20 BOULANGERIE PAUL | 05 -8.20 CARTE 04/01 BOULANGERIE PAUL LILLE
certain | 05 -55.10 CONSUM COOP VALENCIANA | 05 -55.10 COMPRA CONSUM COOP. VALENCIANA
certain | 05 -13.37 JUMBO SUPERMARKTEN 8821 | 05 -13.37 Jumbo Supermarkten
certain | 05 -3.40 COSTA COFFEE 4391 | 05 -3.40 COSTA COFFEE LONDON
likely | 05 -12.37 REWE SAGT DANKE | 06 -12.37 REWE SAGT DANKE 4711
likely | 05 -12.37 REWE SAGT DANKE | 07 -12.37 REWE MARKT GMBH
likely | 05 -740.00 HAUSVERWALTUNG MEIER | 07 -740.00 HAUSVERWALTUNG MEIER MIETE
likely | 05 -34.99 VODAFONE GMBH | 08 -34.99 VODAFONE GMBH KD 1
likely | 05 -57.43 GUTSCHRIFT 0099887 | 05 -57.43 ROSSMANN 4412
likely | 05 -57.43 SB-TANKEN 11 | 05 -57.43 ARAL AG
likely | 05 -19.99 PAYPAL EUROPE | 05 -19.99 BANDCAMP INC
likely | id=ofx-77121 05 -57.43 CARD 11 | 06 -57.43 KARTE 11
certain | id=ofx-77122 05 -57.43 PAYMENT | id=ofx-77122 06 -57.43 ROSSMANN 4412
different | 05 -12.37 REWE SAGT DANKE | 05 -12.38 REWE SAGT DANKE
different | 05 -12.37 REWE SAGT DANKE | 11 -12.37 REWE SAGT DANKE
different | 05 -12.37 REWE SAGT DANKE | 08 -12.37 SHELL TANKSTELLE
different | 05 -20.00 REWE SAGT DANKE | 05 -20.00 SHELL TANKSTELLE
different | 05 -20.00 REWE SAGT DANKE | 06 -20.00 GELDAUTOMAT COMMERZBANK
different | 05 -50.00 GELDAUTOMAT COMMERZBANK | 05 -50.00 DECATHLON
different | 05 -9.99 NETFLIX.COM | 06 -9.99 SPOTIFY AB
different | 05 -9.99 APPLE.COM/BILL | 08 -9.99 DISNEY PLUS
different | 05 -100.00 MARIA SCHMIDT | 05 -100.00 JONAS WEBER
different | 05 12.00 ANNA KLEIN | 06 12.00 PETER GROSS

# what is here and in the file as well, and something like it
different | same 05 -3.00 COFFEE BAR | 05 -3.00 COFFEE BAR
different | same 05 -2.80 BVG TICKET | 06 -2.80 BVG TICKET
different | same 05 -9.99 SPOTIFY AB | 07 -9.99 SPOTIFY AB
different | same 05 -12.37 REWE SAGT DANKE | 05 -12.37 REWE SAGT DANKE 4711
different | same pending 05 -50.00 CAFE LUNA | 06 -50.00 CAFE LUNA
different | same 05 -740.00 HAUSVERWALTUNG MEIER | 08 -740.00 HAUSVERWALTUNG MEIER STELLPLATZ

# typed by hand before the bank told of it
likely | typed 05 -900.00 Rent | 05 -900.00 HAUSVERWALTUNG MEIER
likely | typed 05 -12.50 Lunch | 05 -12.50 RISTORANTE BELLA
likely | typed 05 -12.50 Lunch with Tom | 07 -12.50 RISTORANTE BELLA NAPOLI
likely | typed 05 -34.99 Vodafone | 07 -34.99 SEPA LASTSCHRIFT VODAFONE GMBH
likely | typed 05 -61.00 Groceries | 06 -61.00 EDEKA MUELLER
likely | typed 05 2450.00 Salary | 04 2450.00 ACME SOFTWARE GMBH
likely | typed 05 -8.20 Bread | 05 -8.20 BOULANGERIE PAUL
likely | typed 05 -500.00 To savings | 06 -500.00 UEBERTRAG TAGESGELD
likely | typed 05 -47.11 Books | 08 -47.11 THALIA BUECHER
likely | typed 05 -9.99 Spotify | 05 -9.99 Spotify AB
likely | typed pending 05 -50.00 Dinner | 06 -50.00 OSTERIA VERDI
different | typed 05 -12.50 Lunch | 12 -12.50 RISTORANTE BELLA
different | typed 05 -12.50 Lunch | 05 -12.60 RISTORANTE BELLA
different | typed 05 -12.50 Lunch | 05 12.50 RISTORANTE BELLA
different | typed 05 -900.00 Rent | 05 -90.00 HAUSVERWALTUNG MEIER
different | typed deleted 05 -900.00 Rent | 05 -900.00 HAUSVERWALTUNG MEIER

# deleted by the user
certain | deleted pending 05 -50.10 CAFE LUNA | 07 -50.10 CAFE LUNA BERLIN
certain | deleted 05 -12.37 REWE SAGT DANKE | 05 -12.37 REWE SAGT DANKE 4711
likely | deleted pending 05 -50.00 SQ *CAFE LUNA | 08 -57.50 CAFE LUNA
different | deleted pending 05 -50.10 CAFE LUNA | 07 -21.00 SHELL TANKSTELLE

# several that would fit
likely | pending 05 -3.00 CAFE LUNA ; pending 05 -3.00 CAFE LUNA | 06 -3.00 CAFE LUNA
likely | pending 06 -50.10 CAFE LUNA ; pending 05 -50.10 CAFE LUNA | 07 -50.10 CAFE LUNA
likely | 05 -57.43 ROSSMANN 1 ; 05 -57.43 ROSSMANN 2 | 05 -57.43 ROSSMANN
certain | pending 05 -50.10 CAFE LUNA ; pending 05 -50.20 CAFE LUNA | 06 -50.10 CAFE LUNA
certain | pending 05 -50.10 CAFE LUNA ; pending 05 -50.10 SHELL TANKSTELLE | 06 -50.10 CAFE LUNA
`;
