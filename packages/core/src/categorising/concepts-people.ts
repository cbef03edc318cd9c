import type { Concept } from './concept.ts';

/** What people spend on themselves and each other. See {@link LIVING_CONCEPTS} for the form. */
export const PEOPLE_CONCEPTS: readonly Concept[] = [
  {
    id: 'health',
    kind: 'expense',
    isVague: true,
    names:
      'health, medical, healthcare, gesundheit, sante, salud, salute, gezondheid, zdrowie, halsa, health & fitness, health and fitness, здоровье',
    words: 'health, medical, clinic, klinik, hospital, krankenhaus, therapy, therapist',
    mcc: '8062 8071 8099',
  },
  {
    id: 'doctor',
    kind: 'expense',
    within: 'health',
    names:
      'doctor and dentist, doctors and dentists, doctor, dentist, arzt, arzte, medecin, medico, doctors, eye care, eyecare',
    words:
      'doctor, dr med, dentist, dental, dentistry, zahnarzt, zahnarztpraxis, arztpraxis, praxis dr, medecin, dentiste, clinica, orthodont, orthodontics, optician, optiker, opticien, fielmann, apollo optik, specsavers, vision express, lenscrafters, warby parker, glasses, physio, physiotherapie, physiotherapy, chiropractic, pediatric, pediatrics, dermatology, radiology, urgent care, quest diagnostics, labcorp, kaiser permanente, blood test, checkup, hausarzt',
    mcc: '8011 8021 8031 8041 8042 8043 8049',
  },
  {
    id: 'pharmacy',
    kind: 'expense',
    within: 'health',
    names: 'pharmacy, apotheke, pharmacie, farmacia, apotheek, apteka, apotek, medicine, аптека',
    words:
      'pharmacy, apotheke, pharmacie, farmacia, apotheek, apteka, apotek, аптека, cvs, walgreens, rite aid, boots, superdrug pharmacy, lloyds pharmacy, shop apotheke, docmorris, duane reade, apollo pharmacy, medplus, 1mg, pharmeasy, netmeds, medicine, medicines, tablet, tablets, syrup, vitamins, bandage, ointment, crocin, paracetamol, ibuprofen, drugstore pharmacy, apoteket, kronans',
    mcc: '5912 5122',
  },
  {
    id: 'health-insurance',
    kind: 'expense',
    within: 'health',
    names:
      'health insurance, krankenversicherung, krankenkasse, mutuelle, seguro medico, zorgverzekering, seguro de salud',
    words:
      'techniker krankenkasse, barmer, aok, dak, krankenkasse, krankenversicherung, mutuelle, zilveren kruis, vgz, css versicherung, helsana, swica, bupa, axa health, vitality health, blue cross, bcbs, aetna, cigna, humana, unitedhealthcare, united healthcare, anthem, oscar health, health insurance, sanitas seguro, star health, mediclaim, healthcare marketplace',
    mcc: '',
  },
  {
    id: 'fitness',
    kind: 'expense',
    within: 'health',
    names: 'sport and fitness, sport, fitness, gym, sports, gimnasio, palestra, deporte',
    words:
      'gym, fitness, mcfit, fitx, fitness first, clever fit, urban sports, wellpass, egym, puregym, pure gym, the gym group, david lloyd, virgin active, basic fit, fitness park, planet fitness, la fitness, 24 hour fitness, equinox, orangetheory, crossfit, ymca, anytime fitness, golds gym, yoga, pilates, swimming, schwimmbad, piscine, decathlon, sport2000, intersport, sportscheck, jd sports, dicks sporting, rei, strava, sports club, sportverein, cult fit, boxing, peloton, tennis, golf, climbing, boulder, ski',
    mcc: '7997 7941 5941 7992',
  },
  {
    id: 'shopping',
    kind: 'expense',
    isVague: true,
    names:
      'shopping, general merchandise, merchandise, einkaufen, einkauf, achats, compras, acquisti, winkelen, zakupy, покупки',
    words:
      'amazon, amzn, amzn mktp, amazon marketplace, amazon prime mktp, ebay, etsy, walmart, wal mart, wm supercenter, target, costco, sams club, bjs wholesale, kmart, sears, macys, nordstrom, kohls, jcpenney, tj maxx, tjmaxx, marshalls, ross stores, burlington, dollar tree, dollar general, family dollar, five below, big lots, aliexpress, temu, shein, wish com, alibaba, otto, galeria, karstadt, kaufhof, el corte ingles, galeries lafayette, printemps, john lewis, argos, marks spencer, m s simply, selfridges, debenhams, bol com, hema, hudsons bay, flipkart, meesho, snapdeal, allegro, cdiscount, fnac, ozon, wildberries, tk maxx, qvc, woot, poundland, b m stores, home bargains, action, tedi, kik, department store, variety store',
    mcc: '5311 5310 5331 5399 5964 5965 5969 5999 5948',
  },
  {
    id: 'clothing',
    kind: 'expense',
    within: 'shopping',
    names:
      'clothing and shoes, clothing, clothes, apparel, kleidung, vetements, ropa, abbigliamento, kleding, odziez, klader, shoes, одежда, fashion',
    words:
      'h m, hm com, zara, mango, bershka, pull bear, stradivarius, massimo dutti, uniqlo, primark, c a, cos stores, asos, zalando, about you, bonprix, boohoo, next retail, new look, river island, gap, old navy, banana republic, american eagle, abercrombie, hollister, forever 21, urban outfitters, anthropologie, levis, nike, adidas, puma, new balance, foot locker, deichmann, reno schuhe, clarks, dsw, famous footwear, skechers, lululemon, victorias secret, athleta, jcrew, j crew, ralph lauren, tommy hilfiger, esprit, s oliver, peek cloppenburg, breuninger, kiabi, jules, celio, myntra, ajio, shoes, schuhe, clothing, clothes, apparel, boutique, fashion, tailor, jeans, shirt, shirts, dress, jacket, trousers, pants, socks, sandals, slippers, saree, kurta, sweater, coat, bra, underwear, shorts, belt, vinted, lane bryant',
    mcc: '5611 5621 5631 5641 5651 5655 5661 5681 5691 5697 5698 5699',
  },
  {
    id: 'electronics',
    kind: 'expense',
    within: 'shopping',
    names:
      'electronics, electronics & software, electronics and software, elektronik, electronique, electronica, elettronica, computers, hardware, small equipment',
    words:
      'apple store, best buy, media markt, mediamarkt, saturn, conrad electronic, cyberport, notebooksbilliger, alternate, currys, pc world, darty, boulanger, ldlc, coolblue, mediaworld, unieuro, euronics, elkjop, elgiganten, newegg, micro center, b h photo, dell, lenovo, hp store, samsung, croma, reliance digital, gamestop electronics, radioshack, electronics, computer, laptop, headphones, earphones, charger, dns shop, fry s electronics',
    mcc: '5732 5045 5065 5734',
  },
  {
    id: 'household-goods',
    kind: 'expense',
    isVague: true,
    within: 'shopping',
    names:
      'household goods, household, home supplies, haushalt, haushaltswaren, hogar, casalinghi, home, home goods',
    words:
      'homegoods, bed bath beyond, container store, depot deko, butlers, nanu nana, zara home, h m home, sostrene grene, flying tiger, dunelm, the range, wilko, lakeland, kitchenware, utensils, bucket, broom, bulb, bulbs, battery, batteries, candle, candles, towel, towels, bedsheet, curtain, curtains, pillow, detergent, dishwasher, toilet paper, tissue, tissues, cleaning supplies, household',
    mcc: '',
  },
  {
    id: 'personal-care',
    kind: 'expense',
    within: 'shopping',
    names:
      'personal care, beauty, hair, haircut, korperpflege, kosmetik, drogerie, cosmetique, cuidado personal, cura personale, verzorging, grooming, general services',
    words:
      'dm drogerie, dm drogeriemarkt, rossmann, muller drogerie, douglas, sephora, ulta, bath body works, the body shop, lush, yves rocher, kruidvat, etos, superdrug, haircut, hair, hairdresser, barber, barbershop, friseur, coiffeur, peluqueria, parrucchiere, kapper, frisor, salon, great clips, supercuts, sport clips, nails, nail, spa, massage, kosmetik, cosmetics, beauty, manicure, waxing, nykaa, shampoo, conditioner, soap, perfume, deodorant, toothpaste, toothbrush, facewash, face wash, lotion, sunscreen, lipstick, razor, shaving, laundry, laundromat, dry cleaning, dry cleaner, waschsalon, textilreinigung',
    mcc: '7230 7297 7298 5977 7210 7211 7216',
  },
  {
    id: 'leisure',
    kind: 'expense',
    isVague: true,
    names:
      'leisure, entertainment, leisure and holidays, freizeit, loisirs, ocio, tempo libero, vrije tijd, rozrywka, noje, развлечения, culture, family outings, activities and toys, events',
    words:
      'ticketmaster, eventim, eventbrite, see tickets, dice fm, stubhub, axs, fandango, museum, theater, theatre, teatro, concert, konzert, opera, zoo, aquarium, theme park, disneyland, six flags, universal studios, legoland, europapark, bowling, arcade, minigolf, billiard, escape room, lottery, lotto, casino, bet365, tipico, draftkings, fanduel, bookmyshow, amusement, festival, karaoke, playground',
    mcc: '7922 7929 7932 7933 7991 7994 7995 7996 7998 7999',
  },
  {
    id: 'films-music',
    kind: 'expense',
    within: 'leisure',
    names:
      'films, music and books, movies & dvds, movies and dvds, movies, music, cinema, kino, books, bucher, musik, musique, livres, libros, books and material, films',
    words:
      'cinema, kino, cine, cineplex, cinemaxx, uci kinowelt, cinestar, odeon, vue cinema, cineworld, pathe, ugc, gaumont, amc theatre, amc theatres, regal cinemas, cinemark, movie, movie theater, film, thalia, hugendubel, waterstones, barnes noble, books, bookstore, bookshop, buchhandlung, librairie, libreria, kindle, audible, itunes, bandcamp, vinyl, guitar center, pvr, inox',
    mcc: '7832 7841 5735 5942 5192 5733',
  },
  {
    id: 'streaming',
    kind: 'expense',
    within: 'leisure',
    names:
      'streaming, streaming and subscriptions, subscriptions, subscription, television, tv, abos, abonnements, suscripciones, abbonamenti, abonnementen, подписки, music',
    words:
      'netflix, spotify, disney plus, disneyplus, disney, hulu, hbo max, hbomax, hbo, max com, paramount plus, peacock tv, apple com bill, apple music, apple tv, amazon prime, prime video, amazon video, youtube premium, youtube, google youtube, sky deutschland, sky digital, now tv, dazn, wow tv, rtl plus, joyn, crunchyroll, deezer, tidal, soundcloud, pandora, sirius xm, siriusxm, hotstar, jiocinema, zee5, sonyliv, gaana, canal plus, salto, movistar plus, nlziet, videoland, viaplay, tv4 play, audible membership, patreon, twitch, new york times, nytimes, wall street journal, washington post, economist, spiegel, zeit verlag, le monde, guardian, medium com, subscription, membership, abonnement, кинопоиск, яндекс плюс',
    mcc: '5815 5968 4841',
  },
  {
    id: 'hobbies',
    kind: 'expense',
    isVague: true,
    within: 'leisure',
    names: 'hobbies, hobby, games, gaming, video games, toys, spiele, activities and toys, sporting goods',
    words:
      'steam, steamgames, valve, playstation, sony interactive, nintendo, xbox, microsoft xbox, epic games, blizzard, riot games, ea games, roblox, gog com, gamestop, game, games, google play, lego, toys r us, toys, spielwaren, smyths toys, hobbycraft, michaels, joann, hobby lobby, thomann, craft, crafts, photo, camera, fishing, cabelas, bass pro',
    mcc: '5816 5945 5946 5970 5947 5817 5818',
  },
  {
    id: 'travel',
    kind: 'expense',
    isVague: true,
    names:
      'travel, holidays, vacation, reisen, urlaub, voyage, voyages, vacances, viajes, viaggi, reizen, vakantie, podroze, resor, tourism, business travel, on the trip, путешествия',
    words:
      'expedia, kayak, skyscanner, tui, dertour, lastminute, opodo, edreams, logitravel, makemytrip, goibibo, yatra, cleartrip, travel, travels, tour, tours, cruise, getyourguide, viator, holiday, reiseburo, travel agency, booking holdings, tripadvisor',
    mcc: '4411 4722 7991',
  },
  {
    id: 'flights',
    kind: 'expense',
    within: 'travel',
    names: 'flights and trains, flights, flight, air travel, airfare, fluge, vols, vuelos, voli',
    words:
      'lufthansa, eurowings, ryanair, easyjet, wizz air, wizzair, british airways, air france, klm, transavia, iberia, vueling, tap air, swiss air, austrian airlines, sas scandinavian, norwegian air, finnair, delta air, united airlines, american airlines, southwest air, southwes, jetblue, alaska air, spirit airlines, frontier airlines, air canada, westjet, emirates, qatar airways, turkish airlines, etihad, indigo airlines, air india, spicejet, vistara, qantas, jetstar, aeroflot, airline, airlines, airways, flight, flughafen, airport, eurostar, thalys',
    mcc: '4511 4582 3000 3001 3005 3007 3008 3010 3058 3066',
  },
  {
    id: 'hotels',
    kind: 'expense',
    within: 'travel',
    names: 'hotels, hotel, accommodation, lodging, unterkunft, hebergement, alojamiento, alloggio',
    words:
      'hotel, hotels, hostel, motel, booking com, airbnb, hrs, hotels com, agoda, trivago, marriott, hilton, hyatt, holiday inn, ihg, accor, ibis, novotel, mercure, best western, radisson, motel one, premier inn, travelodge, nh hotels, melia, comfort inn, hampton inn, la quinta, super 8, days inn, vrbo, oyo, pension, camping, resort, jugendherberge, ferienwohnung',
    mcc: '7011 7012 7032 7033 3501 3502 3503 3504 3509 3512 3516',
  },
  {
    id: 'education',
    kind: 'expense',
    isVague: true,
    names:
      'education, school, training, bildung, ausbildung, formation, educacion, istruzione, onderwijs, edukacja, utbildning, courses, образование, self-development, courses and conferences',
    words:
      'udemy, coursera, duolingo, babbel, skillshare, masterclass, linkedin learning, edx, pluralsight, codecademy, university, universitat, universite, universidad, college, school, schule, ecole, escuela, tuition, tutor, tutoring, course, courses, kurs, seminar, exam, exams, volkshochschule, vhs, fees school, student, student loan, textbook, stationery, notebook, library, driving lessons, fahrschule, kumon, chegg, sprachschule',
    mcc: '8211 8220 8241 8244 8249 8299 5943',
  },
  {
    id: 'children',
    kind: 'expense',
    isVague: true,
    names:
      'children, kids, kinder, enfants, ninos, bambini, kinderen, childcare, pocket money, child, dzieci, дети, family, familie',
    words:
      'kindergarten, kita, kitabeitrag, childcare, daycare, day care, nursery, creche, babysitter, nanny, preschool, kindercare, bright horizons, pampers, diapers, babymarkt, baby, vertbaudet, jako o, childrens place, carters, pocket money, allowance kids, mothercare, firstcry',
    mcc: '8351',
  },
  {
    id: 'pets',
    kind: 'expense',
    names: 'pets, pet, haustiere, animaux, mascotas, animali, huisdieren, vet, pet supplies',
    words:
      'fressnapf, zooplus, futterhaus, petco, petsmart, chewy, pets at home, petsense, maxi zoo, kolle zoo, vet, vets, veterinary, veterinarian, tierarzt, tierklinik, veterinaire, veterinario, dierenarts, banfield, pet, dog, cat food, rover com, tractor supply',
    mcc: '0742 5995',
  },
  {
    id: 'presents',
    kind: 'expense',
    within: 'giving',
    names:
      'presents, gifts, gift, birthdays, geschenke, cadeaux, regalos, regali, cadeaus, holidays and celebrations, prezenty, подарки, festivals',
    words:
      'gift, gifts, present, geschenk, geschenke, cadeau, regalo, fleurop, interflora, ftd flowers, 1 800 flowers, florist, flowers, blumen, fleuriste, blume2000, ferns n petals, hallmark, party city, birthday, wedding, christmas, diwali, toy gift',
    mcc: '5992 5193',
  },
  {
    id: 'giving',
    kind: 'expense',
    isVague: true,
    names:
      'gifts and donations, gifts & donations, donations, spenden, dons, donaciones, donazioni, donaties, charity, government, charitable, благотворительность',
    words:
      'donation, donations, spende, don, charity, unicef, red cross, rotes kreuz, medecins sans frontieres, arzte ohne grenzen, doctors without borders, wwf, greenpeace, amnesty, oxfam, caritas, brot fur die welt, save the children, world vision, salvation army, goodwill, st jude, habitat for humanity, gofundme, betterplace, justgiving, wikimedia, church, kirche, temple, mosque, tithe, rescue',
    mcc: '8398 8661 8651',
  },
];
