"""Names of skills that are also everyday words, and the words that show which is meant. Data, no logic.

"Swift response" names no programming language, and "Danish pastry" no spoken one;
"in Swift" and "Swift developer" do.
All words are lower case. Natural languages stand apart, because other words show that they are meant.
"""

from automation.core.text import names_in, table_in

# Everyday words: among other words they name the skill only where a word beside them shows it.
EVERYDAY_NAMES = frozenset(
    names_in("""
        access, apollo, aurora, backbone, bamboo, c, chef, composer, concur, consul, crystal, cucumber, cypress, d,
        dart, domino, elixir, elm, ember, envoy, epic, express, flask, gin, glue, go, hive, iris, jasmine, jest,
        julia,
        karma, kinesis, knockout, lambda, latex, less, loom, maya, meteor, mocha, mongoose, nomad, notion, outlook,
        phoenix, pig, pony, puppet, r, react, rocket, ruby, rust, sage, salt, sass, segment, shell, sketch, slack,
        atom, babel, ballerina, blackboard, brew, cairo, canvas, capacitor, carbon, celery, chai, chapel, cinnamon,
        confluence, discord, edge, elastic, exchange, fusion, gatsby, hammer, insomnia, inventor, keynote, kraken,
        lasso, lumen, matrix, maze, medium, mint, nest, nexus, obsidian, playwright, prefect, premiere, racket, rest,
        safari, scratch, storybook, sublime, windows,
        spark, spring, stencil, storm, stylus, swift, swing, tally, teams, unity, v, vault, velocity, word, yarn, zoom
    """)
)
# Names that are everyday words only beside one of `EVERYDAY_WORDS`.
PLAIN_NAMES = frozenset(
    names_in("""
        ansible, apache, docker, excel, flutter, groovy, hadoop, jenkins, java, kafka, kotlin, kubernetes, lua,
        looker, oracle, pandas, perl, python, scala, rails, selenium, snowflake, tableau, agile, scrum, lean, kanban,
        sap, cobol, pascal, ada, bash, helm, blender, airflow, azure, node, rhino, flash, git, bower, gulp, grunt,
        camel,
        ionic, dash, qt,
        angular, cassandra, redis, hugo, eclipse, jira, asana, linux, mac
    """)
)
# Words that show the everyday meaning of a name in the same text.
EVERYDAY_WORDS = frozenset(
    names_in("""
        animal, animals, artist, bee, bees, bird, birds, conservation, personality, biopsy, blue, lymph, paint,
        paints, sky, boat, boats, dance, dancing, dock, docks,
        fashion, ventilation, dockside, hockey, party, parties,
        photography, port, ports, rowing, sailing, ship, ships, ski, skiing, sport, sports, swimming, valve, valves,
        wedding, weddings, winter, yacht, yachts, yoga, bake, baked, bakery, baking, barbecue, bartending, bean,
        beans, bear, bears, bread,
        breeding, breakfast, buffet, cake, cakes, catering, ceramics, cheese, cocktail, cocktails, coffee, cook,
        cooking, cuisine, deer, delight, diamond, diamonds, dish, dishes, dog, dogs, espresso, fan, farming, fish,
        fishing, floral, florist, florists, flower, flowers, food, forest, fruit, fur, furniture, garden, gardening,
        gem, gems, gemstone, gemstones, green, guitar, haircut, helicopter, helicopters, herb, herbs, horse, horses,
        horticulture, interior, interiors, island, jewellery, jewelry, kitchen, koala, koalas, leather, literature,
        market garden, massage, meat, novel, novels, opera, oven, pastries, pastry, pepper, pet, pets, pizza, plaster,
        poultry, poem, poems, poetry, pottery, reptile, reptiles, restaurant, ring, rings, roast, roaster, roasting,
        rugby, salad, salads,
        seafood, season, seasonal, shepherd, snake, snakes, soap, tailoring, tarot, tea, terrarium, theater, theatre,
        thyme, tree, trees, upholstery, vet, veterinary, wildlife, wine, wines, zoo
    """)
)
# The same, wherever in the text they stand.
EVERYDAY_TEXTS = frozenset(
    names_in("""
        ballet, helicopter, helicopters, koala, koalas, opera, reptile, reptiles, snake, snakes, tarot, theater,
        theatre, wildlife, zoo, zookeeper, zoos
    """)
)
# Names that are verbs or other everyday words where one of these follows: "excel at", "oracle of the team".
VERBS = {
    verb: frozenset(names_in(after))
    for verb, after in table_in("""
        excel: at, in, under, within, when, as, beyond, academically, both, through;
        react: to, quickly, fast, calmly, well, promptly, swiftly, under, rapidly, positively, appropriately, when,
            immediately, in;
        express: ideas, complex, himself, herself, themselves, oneself, myself, yourself, opinions, feelings, clearly,
            thoughts, views, emotions, concepts, concerns;
        spark: interest, ideas, joy, enthusiasm, creativity, curiosity, conversation, conversations, debate, change;
        go: to, the, above, beyond, getter, live, into, through, out, with, round, around, between, forward;
        access: to, control, rights, management, needs, arrangements, databases, data;
        sketch: ideas, designs, out; swing: shifts, shift; polish: and, floors, surfaces, metal, nails, up, documents;
        spring: into, up, clean; word: of, processing; oracle: of; helm: of; lean: on, back; scrum: half;
        tableau: vivant, vivants; sap: flow, collection; docker: worker, workers; angular: momentum, velocity,
        acceleration;
        airflow: measurement, balancing, testing; node: of, biopsy
    """).items()
}
# Words before a name that make it a verb: "able to react".
BEFORE_VERBS = frozenset(names_in("to, can, will, who, must, could, would, should, i, we, they, always, not"))
# Words that show a programming language or a tool of programmers beside them.
TECHNICAL_WORDS = frozenset(
    names_in("""
        android, api, apis, backend, boot, cluster, clusters, code, coder, coding, compiler, concurrency, cookbook,
        cookbooks, crate, crates, dataframes, dev, developer, developers, devops, devs, embedded, firmware, framework,
        frameworks, frontend, fullstack, goroutines, hooks, ide, ios, java, jpa, kernel, lang, libraries, library,
        manifests, microcontroller, microcontrollers, microservice, microservices, middleware, mllib, mvc, native,
        orm,
        playbooks, plugin, plugins, programmer, programmers, programming, redux, router, runtime, script, scripting,
        scripts, sdk, shaders, software, sql, syntax, typed, ui, webflux, entwickler, entwicklung, programmierung,
        développement, développeur, programmation, desarrollo, desarrollador, programación, sviluppo, sviluppatore,
        programmazione, ontwikkelaar, ontwikkeling, programowanie, programista, desenvolvimento, desenvolvedor,
        programação, utvecklare, utveckling, udvikler, udvikling, kehitys, kehittäjä, vývoj, vývojář, разработка,
        разработчик, geliştirme, geliştirici
    """)
)
# Words behind the name of a product that is no everyday word: "Excel dashboards".
USUAL_WORDS = frozenset(
    names_in("""
        administration, administrator, analysis, analytics, app, application, applications, apps, architecture,
        automation, budgets, charts, cloud, components, configuration, connector, dashboard, dashboards, database,
        databases, deployment, development, engineer, engineers, engineering, environment, forms, formula, formulas,
        functions, implementation, infrastructure, integration, jobs, macro, macros, migration, modelling, modeling,
        models, module, modules, notebooks, performance, pipeline, pipelines, pivot, projects, queries, reporting,
        reports, rollout, server, servers, sheets, spreadsheet, spreadsheets, stack, support, tables, templates,
        testing, tests, tickets, tutorials, user, users, vba, websites, workbooks, workflows, workshops
    """)
)
# More such words for single names.
COMPANIONS = {
    name: frozenset(names_in(words))
    for name, words in table_in("""
        sage: 50, 100, 200, 300, x3, accounting, accounts, payroll, line, intacct, cloud, bookkeeping, invoicing, hr;
        excel: power; spring: data, security, cloud, batch, hibernate, bean; react: apps, app, components, projects,
        query, spa, web, mobile; rust: async, tokio, cargo; spark: streaming, jobs, batch, pyspark, etl, dataset;
        swift: apps, app; word: templates, documents, mail, merge; access: ms, vba, forms; outlook: calendar,
        calendars, email, e, mailbox; teams: ms, channels, calls, telephony,
        voice, meetings, rooms; salt: minion, states, grains; vault: hashicorp,
        secrets, pki; tally: erp, prime, accounting, gst, 9; slack: bots, channels, workflows; shell: bash, unix,
        linux; go: gin, grpc, golang, services, language, modules, routines; r: dplyr, ggplot2, shiny, studio,
        statistics, statistical, analysis, package, packages, markdown; c: language, linux, unix, ansi, misra, rtos,
        assembler, assembly; zoom: meetings, webinars, calls, video; epic: emr, ehr, hyperspace; sketch: figma,
        invision, app; windows: server, 7, 8, 10, 11, xp, vista, admin, administration, os, active, azure, office,
        outlook, linux, unix, mac, macos, desktop, powershell, citrix, vmware; exchange: server, online, outlook,
        active, 365, office, sharepoint; rest: soap, graphql, json, restful, web, endpoints; inventor: autodesk,
        autocad, solidworks, cad, 3d, revit, fusion; keynote: pages, numbers, mac; edge: chrome, firefox, browser;
        scratch: coding, block, logo; canvas: lms, moodle, html; blackboard: lms, moodle;
        maya: 3d, autodesk, zbrush, blender; lambda: functions, function, aws; latex: documents,
        typesetting; notion: pages, wiki; mocha: chai, unit; flask: app, apps, sqlalchemy, jinja; express: node,
        nodejs, js; unity: c#, unreal, 2d, 3d, ar, vr, technologies, game, games, gaming, engine; chef: puppet, infra,
        infrastructure, automate; puppet: chef, enterprise, modules
    """).items()
}
# Words that lead to a name at the end of a phrase: "in Go", "mit Java".
LEADS = frozenset(
    names_in("""
        in, with, using, use, uses, used, via, knows, know, into, programming, program, programs, write, writes, code,
        codes, coded, coding, mit, en, con, avec, com, em, w, z, med, på, met, i, на, с, ile
    """)
)
# Words that lead only to names that are no everyday words: "migration to AWS".
LEADS_TO_PRODUCTS = frozenset(
    names_in("to, of, on, from, for, de, von, mit, di, van, z, do, af, av, til, für, pour, para")
)
# Where such a lead says nothing: "available in spring", "covered with rust".
MISLEADING = frozenset(
    {
        *(("in", word) for word in names_in("spring, unity, salt, shell, access, storm, word, go")),
        *(("with", word) for word in names_in("rust, salt, access, outlook, chef, express, unity")),
        *(("use", word) for word in names_in("salt, latex, word")),
        *(("into", word) for word in names_in("spring, shell, rust, word")),
    }
)
# Where a phrase may end behind a name.
BOUNDARIES = frozenset(
    names_in("""
        and, or, for, on, at, in, by, with, from, as, since, during, daily, plus, to, und, oder, für, et, ou, pour, y,
        o, para, e, per, en, of, voor, i, oraz, lub, dla, og, eller, och, för, til, и, или, для, ve
    """)
)
# Vendors before a name.
VENDORS_BEFORE = frozenset(
    names_in("microsoft, ms, apache, adobe, autodesk, atlassian, hashicorp, oracle, google, aws")
)

# Natural languages. Among other words they name the language only beside one of `LANGUAGE_WORDS` or another language.
LANGUAGES = frozenset(
    names_in("""
        albanian, arabic, bulgarian, cantonese, chinese, croatian, czech, danish, dutch, english, estonian, farsi,
        finnish, flemish, french, german, greek, hebrew, hindi, hungarian, icelandic, indonesian, irish, italian,
        japanese, korean, latin, latvian, lithuanian, malay, mandarin, norwegian, persian, polish, portuguese,
        romanian, russian, serbian, slovak, slovenian, spanish, swedish, tagalog, tamil, thai, turkish, ukrainian,
        urdu, vietnamese, welsh
    """)
)
LANGUAGE_WORDS = frozenset(
    names_in("""
        speak, speaks, speaker, speakers, speaking, spoken, written, language, languages, translate, translates,
        translation, translations, translator, interpreter, interpreting, tutor, fluent, fluently, fluency, native,
        bilingual, grammar, proficiency, proficient, conversation, conversational, copywriting, mother, tongue,
        subtitles, subtitling, transcription, proofreading, skill, skills, knowledge, level, lessons, classes,
        understand, understands, reads, teacher, teachers, teaching, gcse
    """)
)
# Exams of natural languages; they show one wherever they stand.
LANGUAGE_EXAMS = frozenset(
    names_in("celi, cils, dalf, dele, delf, goethe, hsk, ielts, jlpt, telc, testdaf, toefl, toeic, topik")
)
# Words one letter away from the name of a language that are not typos of it.
NO_TYPOS = LANGUAGES | frozenset(
    names_in("germany, germanic, germans, england, russia, croatia, serbia, romania, albania, latino")
)
