"""Names of skills that are also everyday words, and the words that show which is meant. Data, no logic.

"Swift response" names no programming language, and "Danish pastry" no spoken one; "in Swift" and "Swift developer" do.
All words are lower case. Natural languages stand apart, because other words show that they are meant.
"""

from automation.core.text import names_in, table_in

# Everyday words: among other words they name the skill only where a word beside them shows it.
EVERYDAY_NAMES = frozenset(
    names_in("""
        access, apollo, aurora, backbone, bamboo, c, chef, composer, concur, consul, crystal, cucumber, cypress, d,
        dart, domino, elixir, elm, ember, envoy, epic, express, flask, gin, glue, go, hive, iris, jasmine, jest, julia,
        karma, kinesis, knockout, lambda, latex, less, loom, maya, meteor, mocha, mongoose, nomad, notion, outlook,
        phoenix, pig, pony, puppet, r, react, rocket, ruby, rust, sage, salt, sass, segment, shell, sketch, slack,
        spark, spring, stencil, storm, stylus, swift, swing, tally, teams, unity, v, vault, velocity, word, yarn, zoom
    """)
)
# Names that are everyday words only beside one of `EVERYDAY_WORDS`.
PLAIN_NAMES = frozenset(
    names_in("""
        ansible, apache, docker, excel, flutter, groovy, hadoop, jenkins, java, kafka, kotlin, kubernetes, lua,
        looker, oracle, pandas, perl, python, scala, rails, selenium, snowflake, tableau, agile, scrum, lean, kanban,
        sap, cobol, pascal, ada, angular, cassandra, redis, hugo, eclipse, jira, asana, linux, mac
    """)
)
# Words that show the everyday meaning of a name in the same text.
EVERYDAY_WORDS = frozenset(
    names_in("""
        animal, animals, artist, bake, baked, bakery, baking, barbecue, bartending, bean, beans, bear, bears, bread,
        breeding, breakfast, buffet, cake, cakes, catering, ceramics, cheese, cocktail, cocktails, coffee, cook,
        cooking, cuisine, deer, delight, diamond, diamonds, dish, dishes, dog, dogs, espresso, fan, farming, fish,
        fishing, floral, florist, florists, flower, flowers, food, forest, fruit, fur, furniture, garden, gardening,
        gem, gems, gemstone, gemstones, green, guitar, haircut, helicopter, helicopters, herb, herbs, horse, horses,
        horticulture, interior, interiors, island, jewellery, jewelry, kitchen, koala, koalas, leather, literature,
        market garden, massage, meat, novel, novels, opera, oven, pastries, pastry, pepper, pet, pets, pizza, plaster,
        poultry, pottery, reptile, reptiles, restaurant, ring, rings, roast, roaster, roasting, rugby, salad, salads,
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
# Everyday names that are verbs, too, where one of these follows.
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
        spring: into, up, clean; word: of, processing
    """).items()
}
# Words before a name that make it a verb: "able to react".
BEFORE_VERBS = frozenset(names_in("to, can, will, who, must, could, would, should, i, we, they, always, not"))
# Words that show a product or a programming language beside them.
TECHNICAL_WORDS = frozenset(
    names_in("""
        3d, administration, administrator, analysis, analytics, android, api, apis, app, application, applications,
        apps, architecture, async, automation, backend, batch, boot, cloud, cluster, clusters,
        code, coder, coding, compiler, component, components, concurrency, configuration, connector, cookbook,
        cookbooks, core, crate, crates, dashboard, dashboards, database, databases, dataframes, datasets, deployment,
        dev, developer, developers, development, devops, devs, embedded, engine, engineer, engineers, firmware,
        formula, formulas, framework, frameworks, frontend, fullstack, game, games, gaming, goroutines, hooks, ide,
        implementation, infrastructure, integration, ios, java, jobs, jpa, kernel, lang, language, libraries, library,
        macro, macros, manifests, microcontroller, microcontrollers, microservice, microservices, middleware, migration,
        mllib, mobile, module, modules, mvc, native, orm, package, packages, performance, pipeline, pipelines, pivot,
        playbooks, plugin, plugins, programmer, programmers, programming, project, projects, prototypes, prototyping,
        queries, query, recipes, redux, rollout, router, runtime, scripting, scripts, sdk, server, servers, shaders,
        shiny, software, spa, sql, stack, statistical, statistics, stats, streaming, studio, syntax, test, testing,
        tests, tooling, tutorials, typed, ui, vba, vr, web, webflux, websites, wireframes, workshops, wrangling,
        entwickler, entwicklung, programmierung, anwendungen, développement, développeur, programmation, desarrollo,
        desarrollador, programación, sviluppo, sviluppatore, programmazione, ontwikkelaar, ontwikkeling, programowanie,
        programista, desenvolvimento, desenvolvedor, programação, utvecklare, utveckling, udvikler, udvikling,
        kehitys, kehittäjä, vývoj, vývojář, разработка, разработчик, geliştirme, geliştirici
    """)
)
# More such words for single names.
COMPANIONS = {
    name: frozenset(names_in(words))
    for name, words in table_in("""
        sage: 50, 100, 200, 300, x3, accounting, accounts, payroll, line, intacct, cloud, bookkeeping, invoicing, hr;
        excel: power; spring: data, security, cloud, batch, hibernate; word: templates, documents, mail, merge;
        access: ms, vba, forms; outlook: calendar, calendars, email, e, mailbox; teams: ms, channels, calls; salt:
        minion, states, grains; vault: hashicorp, secrets, pki; tally: erp, prime, accounting, gst, 9; slack: bots,
        channels, workflows; shell: bash, unix, linux; go: gin, grpc, golang, backend; r: dplyr, ggplot2; c: linux,
        unix, ansi, misra, rtos, assembler, assembly; zoom: meetings, webinars, calls, video; epic: emr, ehr,
        hyperspace; sketch: figma, invision, app; maya: 3d, autodesk, zbrush, blender; lambda: functions, function,
        aws; latex: documents, typesetting; notion: pages, wiki; mocha: chai, unit; express: node, nodejs, js; unity:
        c#, unreal, 2d, ar, technologies; chef: puppet, infra, infrastructure, automate; puppet: chef, enterprise
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
        *(("with", word) for word in names_in("rust, salt, access, outlook")),
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
        subtitles, subtitling, transcription, proofreading
    """)
)
# Words one letter away from the name of a language that are not typos of it.
NO_TYPOS = LANGUAGES | frozenset(
    names_in("germany, germanic, germans, england, russia, croatia, serbia, romania, albania, latino")
)
