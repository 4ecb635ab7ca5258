"""Names of products and certificates beyond the bundled table. They tell names from other words; they have no aliases.

Lower case. Names of several words and everyday words are left out: those tell little by themselves.
"""

from automation.core.text import names_in

PRODUCTS = frozenset(
    names_in("""
        android, autocad, cisco, css, html, adr, indesign, ios, java, javascript, oracle, photoshop, php, powerpoint,
        salesforce, sap, sql, aca, acca, activemq, aem, ahrefs, airbyte, alteryx, aml, ansys, appium, apqp, archicad,
        arduino, argocd, asana, auth0, bamboohr, bgp, blazor, boomi, cakephp, camunda, canva, ccna, ccnp, cerner, cfa,
        cima, cipd, circleci, cissp, clickhouse, clickup, cloudformation, cloudfront, comsol, contentful, coreldraw,
        couchbase, creo, crowdstrike, cscs, dagster, databricks, datadog, datev, dax, dbs, deno, dynatrace, emis,
        ethereum, fintech, flink, flutter, fortinet, fpga, freshdesk, gke, gmp, grafana, gsap, haccp, haproxy, hgb,
        hibernate, hootsuite, hotjar, influxdb, informatica, iosh, ipaf, istio, itil, jboss, jmeter, jpa, k6, kaizen,
        keras, keycloak, kibana, klaviyo, knime, kubeflow, kyc, langchain, lexware, lightgbm, lightroom, linkerd,
        llamaindex, logstash, magento, mailchimp, mastercam, matplotlib, memcached, metabase, mifid, mlflow, mockito,
        mpls, mulesoft, murex, navision, navisworks, nebosh, neo4j, nhibernate, nifi, nltk, nmap, numpy, nvq, oauth,
        ocaml, odoo, opencv, openstack, ospf, pardot, pasma, pentaho, personio, pipedrive, playwright, plotly, ppap,
        prefect, prisma, proxmox, pulumi, puppeteer, pydantic, pytest, qlik, qradar, qualys, rabbitmq, sagemaker,
        scipy, scrapy, seaborn, semrush, servicenow, shopify, sia, signalr, simulink, soap, soapui, sox, spacy,
        sqlalchemy, stata, strapi, streamlit, sugarcrm, swiftui, systmone, talend, teamcity, tekla, trino, typo3,
        uikit, uipath, visualforce, weblogic, webflow, woocommerce, workday, xamarin, xero, xgboost, zbrush, zendesk,
        zoho, adp, kronos, docusign, meddic, meddpicc, bloomberg, solidedge, nestjs, jupyter, celery, sonarqube,
        jfrog, artifactory, nexus, aat, btec, caces, celta, cpcs, ecdl, efaw, ehbo, fimo, gwo, ilm, irata, npors,
        pgce, qts, sep, smsts, sssts, svq, tefl, udt, vca
    """)
)
