"""Phrases of short replies, as patterns, one on each line, in the languages that candidates reply in."""

# A wish to unsubscribe.
LEAVE = r"""
\bunsubscribe\b
\bopt(?:ing)?[ -]?out\b
\b(?:remove|delete|erase) (?:me|my (?:name|address|e-?mail|data|details))\b
\btake me off\b
\bstop (?:e-?mailing|mailing|writing|contacting|messaging|sending)\b
^\W*stop\W*$
\b(?:do not|don'?t|never) (?:ever )?(?:contact|e-?mail|write(?: to)?|message) me\b
\bleave me alone\b
\bno (?:more|further) (?:e-?mails?|mails?|messages|contact)\b
\babmeld
\babbestell
\baustragen\b
\btragen sie mich\b.{0,40}\baus\b
\baus (?:dem|der|ihrem|ihrer|eurem|eurer) (?:verteiler|liste|datenbank)
\bkeine (?:weiteren )?(?:e-?mails?|mails?|nachrichten)\b
\bnicht mehr (?:schreiben|kontaktieren|anschreiben)\b
\blöschen sie (?:bitte )?(?:mich|meine)\b
\bdésinscri
\bdésabonn
\bne (?:plus|pas) (?:me |m['’])(?:contacter|écrire|envoyer|solliciter)
\bne m['’](?:écrivez|envoyez|contactez) plus
\bretire[rz](?:-moi)?\b.{0,20}\bliste
\bplus de (?:messages|mails|e-mails|courriels)\b
\bd(?:ar|é|e|a)n?me de baja\b
\bdarme de baja\b
\bno me (?:contact|escrib|envíe|envie|mand)
\b(?:elimínen?me|quíten?me|bórren?me)\b
\bcancelar (?:la )?suscripción\b
\bcancellatemi\b
\bcancellarmi\b
\bcancellami\b
\brimuovetemi\b
\brimuovimi\b
\btoglietemi\b
\bdisiscriv\w+\b
\bdisiscrizione\b
\bnon (?:mi )?(?:contattat|contattar|scrivet|scriver|inviat)
\buitschrijven\b
\bafmelden\b
\bschrijf (?:me|mij) uit\b
\bgeen (?:e-?)?mails? meer\b
\bniet meer (?:mailen|contacteren|benaderen|schrijven)\b
\bdescadastr
\bcancelar (?:a )?(?:inscrição|subscrição|assinatura)\b
\bremov(?:er|a|am)[- ]me\b
\bnão me (?:contact|escrev|envi|mand)
\bretirem?[- ]me\b
\bwypis(?:z|ać|zcie|ania)\b
\busu(?:ń|nąć|ńcie) mnie\b
\busunięcie mnie\b
\bnie (?:pisz|piszcie|kontaktuj|wysyłaj)
\bavregistrera
\bavprenumerera
\bavmeld
\bafmeld
\bta bort mig\b
\bkontakta mig inte\b
\bfjern meg?i?g?\b
\bslett? m[ei]g\b
\bodhlás
\bodhlaste\b
\bnepište mi\b
\bpoista minut\b
\babonelikten\b
\blisteden çık
\bотпи(?:с|ш)
\bудалите (?:меня|мо)
\bне пишите\b
\bвідпи(?:с|ш)
退订
取消订阅
不要再(?:联系|发|给)
配信停止
配信を停止
登録解除
登録を解除
送らないで
수신 ?거부
구독 ?취소
إلغاء الاشتراك
הסירו אותי
להסיר אותי
"""
# Words that take back or limit the wish to unsubscribe.
HEDGED = r"""
\?
\bnot unsubscribe\b
\bdon'?t (?:unsubscribe|remove|delete|take)\b
\bdo not (?:unsubscribe|remove|delete|take)\b
\binstead of\b
\bbefore\b
\buntil\b
\btill\b
\bunless\b
\bexcept\b
\bbut\b
\bhowever\b
\balthough\b
\bthough\b
\bif\b
\bonly\b
\bby mistake\b
\bagain later\b
\bunsubscribed\b
\baber\b
\baußer\b
\bsofern\b
\bbis\b
\bsondern\b
\bmais\b
\bsauf\b
\bavant\b
\bjusqu\w*\b
\bsi\b
\bpero\b
\bsalvo\b
\bhasta\b
\bma\b
\btranne\b
\bfino\b
\bmaar\b
\btenzij\b
\btot\b
\bmas\b
\bexceto\b
\baté\b
\bale\b
\bchyba\b
\bmen\b
\bom\b
\bно\b
\bесли\b
但
只
でも
ただし
"""
# No to an opening.
NO = r"""
^\W*(?:no|nope|nein|non|nee|nej|nei|não|nie|ne|いいえ|不)\W*$
\bno,? (?:thanks|thank you|thx)\b
\bnot interested\b
\bnot for me\b
\bi(?:'ll| will) pass\b
\bkein interesse\b
\bnicht interessiert\b
\bnein,? danke\b
\bnon,? merci\b
\bpas intéressée?\b
\bno,? gracias\b
\bno me interesa\b
\bno,? grazie\b
\bnon (?:mi interessa|sono interessat)
\bnee,? (?:bedankt|dank)
\bgeen interesse\b
\bnej,? tack\b
\bnei,? takk\b
\bnej,? tak\b
\bnão,? obrigad
\bnie,? dziękuję\b
"""
# Interest in an opening.
YES = r"""
^\W*(?:yes|yep|ja|oui|sí|si|sì|sim|tak|はい|是)\W*$
^\W*yes,? please\b
\b(?:i am|i'm|i’m|very|definitely|yes,?|indeed) (?:\w+ )?interested\b
^\W*interested\W*$
\bi(?:'d| would) (?:love|like|be (?:happy|glad|interested)) to (?:talk|chat|hear|learn|know|speak)
\bsounds (?:good|great|interesting|perfect)\b
\btell me more\b
\blet'?s talk\b
\bich bin (?:sehr )?interessiert\b
\binteressiert mich (?:sehr)?\b
\bsehr gerne?\b
\bje suis (?:très )?intéressée?\b
\bme interesa\b
\bestoy interesad
\bmi interessa\b
\bsono interessat
\bik (?:ben|heb) (?:zeker )?(?:geïnteresseerd|interesse)\b
\bjag är intresserad\b
\bestou interessad
\bjestem zainteresowan
"""
# Not now.
LATER = r"""
\bat the moment\b
\bright now\b
\bcurrently\b
\bzurzeit\b
\bmomentan\b
\ben ce moment\b
\bpor el momento\b
\bal momento\b
\bnot (?:now|right now|yet|at the moment|at present|currently|the right (?:time|moment))\b
\bask (?:me )?again\b
\bget back to me\b
\b(?:contact|write|ping|try|ask|email) (?:to )?me (?:again )?(?:in|from|after)\b
\breach out (?:again )?(?:in|from|after)\b
\bnicht jetzt\b
\bjetzt nicht\b
\bgerade nicht\b
\bim moment nicht\b
\bpas maintenant\b
\bpas pour le moment\b
\bahora no\b
\bpor ahora no\b
\bnon (?:ora|adesso)\b
\bniet nu\b
\bnu niet\b
\bagora não\b
\binte nu\b
\bnie teraz\b
"""
# Words that make a yes or a no unclear.
NOT_SURE = r"""
\?
\bif\b
\bunless\b
\bdepends\b
\bmaybe\b
\bperhaps\b
\bbut\b
\bhowever\b
\balthough\b
\bunfortunately\b
\bleider\b
\baber\b
\bpeut-être\b
\bvielleicht\b
\bquizás\b
\bpero\b
\bmais\b
\bforse\b
\bma\b
\bmisschien\b
\bmaar\b
\bmore about salary\b
"""
# Automatic replies for a person who no longer works there.
GONE = r"""
\bno longer (?:with|works?|working|employed|at)\b
\bhas left (?:the )?(?:company|organi[sz]ation|firm)\b
\bnicht mehr (?:bei|für|im unternehmen)\b
\bne (?:travaille|fait) plus\b
\bya no trabaja\b
\bnon lavora più\b
\bwerkt niet (?:meer|langer)\b
\bslutat\b
\bnão trabalha mais\b
\bmailbox is no longer\b
\baddress is no longer\b
"""
