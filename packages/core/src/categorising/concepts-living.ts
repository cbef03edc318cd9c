import type { Concept } from './concept.ts';

/** What people spend on living: merchants and words of bank lines in several languages, and merchant category codes. */
export const LIVING_CONCEPTS: readonly Concept[] = [
  {
    id: 'food',
    kind: 'expense',
    isVague: true,
    names:
      'food, food and drink, food and dining, food & drink, essen, essen und trinken, lebensmittel und essen, alimentation, nourriture, comida, alimentacion, alimentacao, cibo, eten, eten en drinken, jedzenie, mat, еда',
    words:
      'food, foods, meal, meals, snack, snacks, lunch, dinner, breakfast, brunch, juice, cake, cakes, sweets, chocolate, ice cream, ice creams, gelato, cookie, cookies, biscuit, biscuits, soda, drink, drinks, beverage, sandwich, soup, salad, omelette, roti, chapati, paratha, dal, paneer, samosa, vada, idli, poha, thali, lassi, mithai, namkeen, bhel, pav bhaji, pani puri, kulfi, halwa, ladoo, jalebi, momos',
    mcc: '5441 5451 5499',
  },
  {
    id: 'groceries',
    kind: 'expense',
    within: 'food',
    names:
      'groceries, grocery, supermarket, supermarkets, lebensmittel, supermarkt, courses, epicerie, supermarche, supermercado, supermercados, spesa, alimentari, boodschappen, mercado, zakupy spozywcze, spozywcze, livsmedel, matvaror, продукты, food shopping',
    words:
      'lidl, aldi, rewe, edeka, kaufland, penny, netto, norma, tegut, hofer, billa, spar, eurospar, migros, coop, denner, volg, tesco, sainsbury, sainsburys, asda, morrisons, waitrose, ocado, iceland foods, co op, cooperative food, carrefour, auchan, leclerc, intermarche, monoprix, franprix, casino supermarche, super u, systeme u, mercadona, dia, eroski, alcampo, consum, hipercor, esselunga, conad, pam, coop italia, albert heijn, jumbo, plus supermarkt, dirk, delhaize, colruyt, pingo doce, continente, minipreco, biedronka, zabka, dino, stokrotka, ica, willys, hemkop, rema 1000, kiwi, meny, foetex, fotex, bilka, irma, prisma, s market, k market, walmart grocery, kroger, safeway, albertsons, publix, whole foods, trader joes, trader joe, wegmans, h e b, heb, meijer, food lion, stop shop, giant eagle, giant food, winn dixie, sprouts, harris teeter, hy vee, shoprite, piggly wiggly, save a lot, aldi sud, aldi nord, loblaws, sobeys, no frills, woolworths, coles, iga, countdown, new world, pak n save, instacart, bigbasket, dmart, reliance fresh, grofers, blinkit, zepto, magnit, pyaterochka, perekrestok, пятерочка, магнит, перекресток, лента, shoprite checkers, pick n pay, grocery, groceries, grocer, grocers, supermarket, supermarkt, supermarche, supermercado, supermercato, supermarked, supermart, minimart, hypermarket, kirana, provisions, vegetables, vegetable, fruit, fruits, milk, bread, butter, cheese, eggs, rice, flour, sugar, salt, oil, ghee, curd, yogurt, yoghurt, atta, masala, spices, cereal, pasta, meat, chicken, fish, mutton, beef, pork, ham, cream, honey, nuts, peanuts, almonds, banana, bananas, apple, apples, mango, mangoes, orange, oranges, grapes, lemon, lemons, berries, carrot, carrots, cucumber, spinach, garlic, ginger, beans, lentils, corn, onion, onions, potato, potatoes, tomato, tomatoes, farmers market, butcher, metzgerei, fleischerei, boucherie, fruiteria, wochenmarkt, dairy, fishmonger, greengrocer',
    mcc: '5411 5422 5300',
  },
  {
    id: 'restaurants',
    kind: 'expense',
    within: 'food',
    names:
      'restaurants, restaurant, eating out, dining, dining out, essen gehen, restaurantbesuche, gastronomie, restaurantes, ristoranti, uit eten, restauracje, restauranger, рестораны, кафе и рестораны, meals on the way',
    words:
      'restaurant, restaurants, ristorante, restaurante, trattoria, osteria, pizzeria, pizza, bistro, brasserie, steakhouse, grill, sushi, ramen, thai, indian, tandoori, taqueria, tapas, diner, eatery, kitchen, wirtshaus, gasthaus, gasthof, gaststatte, taverna, tavern, noodle, curry, bbq, nandos, wagamama, pizza express, vapiano, hans im gluck, olive garden, applebees, chilis, cheesecake factory, ihop, dennys, outback, red lobster, texas roadhouse, panera, chipotle, buffalo wild wings, cracker barrel, shake shack, dosa, biryani, dhaba, catering, deli, ресторан',
    mcc: '5812',
  },
  {
    id: 'coffee',
    kind: 'expense',
    within: 'food',
    names:
      'coffee and snacks, coffee, coffee shops, cafes, kaffee, cafe, caffe, koffie, kawa, bakery, bakeries, school and work lunches',
    words:
      'coffee, cafe, caffe, kaffee, koffie, espresso, starbucks, costa coffee, costa, caffe nero, pret a manger, pret, dunkin, tim hortons, peets, caribou coffee, dutch bros, philz, blue bottle, espresso house, einstein kaffee, tchibo, backerei, baeckerei, konditorei, bakery, boulangerie, patisserie, panaderia, pasticceria, bakkerij, piekarnia, greggs, backwerk, kamps, le crobag, tea, chai, donut, doughnut, bagel, roastery, кофе',
    mcc: '5462',
  },
  {
    id: 'takeaway',
    kind: 'expense',
    within: 'food',
    names:
      'takeaway, takeout, fast food, delivery, food delivery, lieferdienst, schnellimbiss, comida rapida, restauration rapide, fastfood',
    words:
      'mcdonald, mcdonalds, mc donalds, burger king, kfc, subway, wendys, taco bell, chick fil a, popeyes, arbys, sonic drive, jack in the box, five guys, in n out, whataburger, panda express, dominos, domino, pizza hut, papa johns, little caesars, papa murphys, dairy queen, hardees, carls jr, raising canes, zaxbys, jimmy johns, jersey mikes, doordash, ubereats, uber eats, grubhub, seamless, postmates, deliveroo, just eat, lieferando, takeaway, thuisbezorgd, foodora, wolt, glovo, rappi, ifood, swiggy, zomato, foodpanda, delivery hero, doner, kebab, kebap, imbiss, burger, burgers, fish and chips, nordsee, quick, chips, delivery club, яндекс еда',
    mcc: '5814',
  },
  {
    id: 'bars',
    kind: 'expense',
    isVague: true,
    within: 'leisure',
    names: 'going out, bars, alcohol, alcohol & bars, alcohol and bars, pubs, ausgehen, nightlife, sorties',
    words:
      'bar, pub, brewery, brewing, brewpub, taproom, cocktail, cocktails, nightclub, club, kneipe, biergarten, wine, winery, weinhandlung, liquor, liquors, spirits, bottle shop, off licence, beer, beers, wetherspoon, wetherspoons, brewdog, vinmonopolet, systembolaget, total wine, bevmo, lounge',
    mcc: '5813 5921',
  },
  {
    id: 'housing',
    kind: 'expense',
    isVague: true,
    names:
      'housing, home, rent and utilities, rent & utilities, wohnen, logement, vivienda, casa, abitazione, wonen, mieszkanie, boende, жилье, premises, household',
    words:
      'property management, hausverwaltung, homeowners association, hoa, condominium, syndic, condominio',
    mcc: '',
  },
  {
    id: 'rent',
    kind: 'expense',
    within: 'housing',
    names:
      'rent or mortgage, rent, miete, loyer, alquiler, affitto, huur, aluguel, czynsz, hyra, аренда, mortgage & rent, mortgage and rent, mortgage, coworking or office, hypothek, hypotheque, hipoteca',
    words:
      'rent, miete, kaltmiete, warmmiete, loyer, alquiler, affitto, huur, aluguel, renta, czynsz, hyra, landlord, vermieter, wohnungsbau, vonovia, apartments, apartment, lettings, letting, realty, mortgage, mortg, mortgage payment, hypothek, hypotheek, hipoteca, mutuo, baufinanzierung, home loan, tenancy, аренда',
    mcc: '6513',
  },
  {
    id: 'electricity',
    kind: 'expense',
    within: 'utilities',
    names:
      'electricity and heating, electricity, heating and gas, heating, strom, strom und heizung, energie, electricite, electricidad, luz, elettricita, bollette, energia, energy, gas & electric, prad, el, электричество',
    words:
      'electric, electricity, energy, energie, power, stadtwerke, stadtwerk, eon, e on, vattenfall, enbw, rwe, innogy, ewe, lichtblick, naturstrom, tibber, octopus energy, british gas, edf, engie, totalenergies, scottish power, ovo energy, npower, sse, bulb, enel, eni plenilude, a2a, iberdrola, endesa, naturgy, essent, eneco, greenchoice, fortum, ellevio, duke energy, pg e, pge, con edison, coned, southern california edison, dominion energy, xcel energy, fpl, florida power, national grid, dte energy, comed, peco, entergy, georgia power, gas company, natural gas, heating, fernwarme, heizung, gas bill, utility, utilities, electric bill, hydro, tauron, электроэнергия',
    mcc: '4900',
  },
  {
    id: 'water',
    kind: 'expense',
    within: 'utilities',
    names: 'water and waste, water, wasser, eau, agua, acqua, waste, garbage, mull',
    words:
      'water, wasserwerk, wasserwerke, wasser, thames water, severn trent, anglian water, veolia, suez, canal de isabel, acea, sewer, sewage, abwasser, waste, waste management, republic services, garbage, refuse, mullabfuhr, abfall, awb, water bill, vodokanal',
    mcc: '',
  },
  {
    id: 'internet',
    kind: 'expense',
    within: 'utilities',
    names:
      'internet and phone, internet, phone and internet, internet and television, telecom, telecommunications, internet & phone, telekommunikation, internet und telefon, telefon und internet, television, cable',
    words:
      'comcast, xfinity, spectrum, cox communications, centurylink, frontier communications, optimum, at t internet, google fiber, telekom, 1 1 telecom, 1und1, unitymedia, kabel deutschland, sky broadband, bt group, british telecom, talktalk, virgin media, plusnet, free telecom, bouygues, sfr, numericable, swisscom, sunrise, ziggo, kpn, proximus, telenet, fastweb, broadband, internet, wifi, fibre, fiber, dsl, isp, rundfunk, rundfunkbeitrag, gez, tv licence, cable tv, airtel broadband, jiofiber',
    mcc: '4899',
  },
  {
    id: 'mobile',
    kind: 'expense',
    within: 'utilities',
    names:
      'mobile phones, mobile phone, mobile, phones, phone, handy, mobilfunk, telephone, telefono, telefon, cell phone, internet and phone, phone and internet',
    words:
      'verizon, at t, att wireless, t mobile, tmobile, sprint, metro pcs, cricket wireless, mint mobile, boost mobile, us cellular, vodafone, o2, telefonica, congstar, aldi talk, drillisch, winsim, ee limited, three uk, giffgaff, lebara, lycamobile, orange, movistar, yoigo, wind tre, iliad, tim spa, vivo, claro, airtel, jio, bsnl, idea cellular, telia, telenor, tele2, beeline, megafon, мтс, билайн, мегафон, prepaid, sim card, mobile recharge, recharge, top up, mobilfunk, wireless, data pack',
    mcc: '4812 4813 4814 4816',
  },
  {
    id: 'utilities',
    kind: 'expense',
    isVague: true,
    within: 'housing',
    names:
      'utilities, bills, bills & utilities, nebenkosten, charges, suministros, utenze, rent & utilities, rent and utilities',
    words: 'utility bill, nebenkosten, hausgeld',
    mcc: '',
  },
  {
    id: 'repairs',
    kind: 'expense',
    within: 'housing',
    names:
      'repairs, repairs and garden, home improvement, renovation, maintenance, garden, reparaturen, bricolage, hogar, handwerker, cleaning',
    words:
      'home depot, lowes, ace hardware, menards, harbor freight, true value, hardware store, hardware, bauhaus, obi, hornbach, toom, hagebau, leroy merlin, castorama, bricomarche, brico, b q, screwfix, wickes, toolstation, homebase, gamma, praxis, karwei, bunnings, jula, plumber, plumbing, electrician, roofing, hvac, pest control, gardener, garden centre, garden center, gartencenter, dehner, nursery plants, lawn, carpenter, handwerker, klempner, paint, locksmith, cleaning, cleaner, reinigung, maid',
    mcc: '5200 5211 5231 5251 5261 1520 1711 1731 1740 1750 1761 1799 0780 7349 7342',
  },
  {
    id: 'furniture',
    kind: 'expense',
    within: 'housing',
    names:
      'furniture, furniture and appliances, furnishings, home furnishings, mobel, moebel, meubles, muebles, arredamento, meubels, household goods',
    words:
      'ikea, wayfair, west elm, pottery barn, crate barrel, ashley furniture, rooms to go, mattress firm, mobel, moebel, xxxlutz, hoffner, poco, roller, maisons du monde, conforama, but, habitat, dfs, john lewis home, furniture, meubles, muebles, mattress, jysk, danisches bettenlager, home24, made com',
    mcc: '5712 5713 5714 5718 5719 5722',
  },
  {
    id: 'transport',
    kind: 'expense',
    isVague: true,
    names:
      'transport, transportation, travel and transport, verkehr, mobilitat, auto, car, auto & transport, transporte, trasporti, vervoer, transports, vehicles and travel, транспорт, cars',
    words:
      'train, bus, metro, tram, ferry, scooter, bike, bicycle, station, ticket to, airport bus, shuttle, commute, fare',
    mcc: '',
  },
  {
    id: 'fuel',
    kind: 'expense',
    within: 'transport',
    names:
      'fuel, fuel and charging, gas, gas & fuel, gas and fuel, petrol, gasoline, benzin, tanken, sprit, carburant, essence, gasolina, combustible, carburante, brandstof, paliwo, bensin, топливо, car and mileage',
    words:
      'shell, aral, esso, jet tankstelle, total tankstelle, totalenergies station, bp, chevron, exxon, exxonmobil, mobil, texaco, conoco, phillips 66, sunoco, valero, marathon petro, speedway, circle k, wawa, sheetz, quiktrip, racetrac, kwik trip, caseys, arco, citgo, gulf, repsol, cepsa, galp, q8, ip, agip, eni station, tamoil, omv, orlen, lukoil, лукойл, газпромнефть, роснефть, st1, okq8, preem, neste, circlek, tankstelle, tanken, petrol, petrol station, diesel, gas station, gasoline, fuel, benzin, gasolinera, station service, hindustan petroleum, indian oil, bharat petroleum, supercharger, ionity, enbw mobility, chargepoint, charging',
    mcc: '5541 5542 5983 5552',
  },
  {
    id: 'transit',
    kind: 'expense',
    within: 'transport',
    names:
      'public transport, public transit, transit, bus, train, trains, bahn, nahverkehr, opnv, transports en commun, transporte publico, trasporto pubblico, openbaar vervoer, flights and trains',
    words:
      'tfl, transport for london, oyster, mta, metrocard, omny, bart, caltrain, septa, wmata, mbta, cta, metra, clipper, ventra, deutsche bahn, db vertrieb, db bahn, bvg, mvg, hvv, vbb, vrr, kvb, rmv, sbb, cff, zvv, obb, oebb, wiener linien, sncf, ratp, navigo, tisseo, renfe, emt, tmb, trenitalia, italo, atm milano, atac, ns groep, ns reizigers, gvb, ov chipkaart, translink, ret rotterdam, de lijn, stib, sncb, nmbs, cp comboios, pkp, ztm, mpk, sl ab, vasttrafik, skanetrafiken, ruter, vy, dsb, rejsekort, hsl, vr group, amtrak, greyhound, flixbus, megabus, national express, stagecoach, first bus, trainline, lner, gwr, avanti west coast, scotrail, irctc, metro card, best bus, railway, railways, local train, train ticket, bus ticket, bus pass, monatskarte, deutschlandticket, метро',
    mcc: '4111 4112 4131 4789',
  },
  {
    id: 'parking',
    kind: 'expense',
    within: 'transport',
    names:
      'parking and tolls, parking, tolls, parken, peage, stationnement, parken und maut, aparcamiento, parkeren',
    words:
      'parking, parkhaus, parkplatz, parken, apcoa, contipark, q park, qpark, ncp, ringgo, paybyphone, easypark, parkmobile, parkster, handyparken, saba parking, indigo park, stationnement, aparcamiento, parcheggio, parkering, toll, tolls, ezpass, e zpass, fastrak, sunpass, peage, autoroute, autostrade, telepass, maut, vignette, fastag, asfinag, congestion charge',
    mcc: '7523 4784',
  },
  {
    id: 'car-insurance',
    kind: 'expense',
    within: 'transport',
    names:
      'car insurance, car insurance and tax, auto insurance, kfz versicherung, autoversicherung, assurance auto, vehicle insurance and tax, autoverzekering',
    words:
      'geico, progressive, state farm, allstate, farmers ins, liberty mutual auto, usaa auto, esurance, root insurance, admiral, directline auto, churchill, aviva car, huk coburg, huk24, kfz versicherung, kfz steuer, autoversicherung, verti, car insurance, auto insurance, road tax, vehicle tax, dvla, dmv, vehreg, vehicle registration, linea directa',
    mcc: '',
  },
  {
    id: 'car-service',
    kind: 'expense',
    within: 'transport',
    names:
      'car service, auto service, car maintenance, service & parts, auto parts, werkstatt, autowerkstatt, entretien auto, taller',
    words:
      'autozone, o reilly auto, oreilly auto, advance auto, napa auto, pep boys, jiffy lube, valvoline, firestone, goodyear, discount tire, midas, meineke, kwik fit, halfords, atu, a t u, pitstop, norauto, feu vert, speedy, euromaster, vergolst, carglass, autoglass, safelite, car wash, carwash, waschstrasse, waschanlage, vehicle service, tuv, dekra, mot test, garage, werkstatt, autohaus, tyre, tyres, tire, tires, oil change, mechanic, auto repair, auto body, adac, bike repair, puncture',
    mcc: '5532 5533 5531 7531 7534 7535 7538 7542 7549 5511 5521',
  },
  {
    id: 'taxi',
    kind: 'expense',
    within: 'transport',
    names: 'taxi and rental, taxi, taxis, ride share, rideshare, rental car & taxi, car rental, mietwagen',
    words:
      'uber, uber trip, lyft, bolt, free now, freenow, cabify, ola, ola cabs, ola money, grab, didi, gojek, taxi, taxis, cab, cabs, sixt, europcar, hertz, avis, enterprise rent, budget rent, alamo, rental car, car rental, share now, miles mobility, zipcar, blablacar, getaround, turo, tier mobility, lime ride, bird rides, voi, auto rickshaw, rickshaw, rapido, яндекс такси',
    mcc: '4121 7512 7513 7519 3351 3357 3366 3389 3393 3405',
  },
];
