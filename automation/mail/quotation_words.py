"""What mail programs write around an older message, and what people write below their own, by language.

All are patterns; a blank stands for any white space, and letters are compared without their case.
"""

# Above an older message, alone in a line: "Original message".
SEPARATORS = r"""
original message|original appointment|forwarded message|begin forwarded message|forwarded by .{1,60}|reply message|previous message
ursprüngliche nachricht|originalnachricht|original-?nachricht|weitergeleitete nachricht|anfang der weitergeleiteten (?:nachricht|e-?mail)
message d['’]origine|message original|message initial|message transféré|début du message (?:transféré|réexpédié)
mensaje original|mensaje reenviado|inicio del mensaje reenviado
messaggio originale|messaggio inoltrato|inizio messaggio inoltrato
oorspronkelijk bericht|oorspronkelijke bericht|doorgestuurd bericht|begin doorgestuurd bericht
mensagem original|mensagem (?:re)?encaminhada|início da mensagem (?:re)?encaminhada
wiadomość oryginalna|oryginalna wiadomość|treść oryginalnej wiadomości|wiadomość przekazana dalej|przekazana wiadomość
ursprungligt meddelande|originalmeddelande|vidarebefordrat (?:meddelande|brev)|oprindelig (?:meddelelse|besked)|videresendt (?:meddelelse|besked)
opprinnelig melding|videresendt melding|alkuperäinen viesti|välitetty viesti|původní (?:zpráva|e-?mail)|přeposlaná zpráva|pôvodná správa
eredeti üzenet|továbbított üzenet|mesaj original|mesajul original|mesaj redirecționat|исходное сообщение|пересылаемое сообщение|пересланное сообщение
початкове повідомлення|переслане повідомлення|orijinal (?:ileti|mesaj)|özgün ileti|iletilen (?:mesaj|ileti)|αρχικό μήνυμα|προωθημένο μήνυμα
原始邮件|原始郵件|转发的邮件|轉寄的郵件|元のメッセージ|転送されたメッセージ|원본 메(?:일|시지)|전달된 메시지|الرسالة الأصلية|הודעה מקורית
"""
# "On 24 November, Dana wrote:". The name, or the day, may follow the verb.
WROTE = r"""
wrote|writes|schrieb|schreibt|a écrit|a écrite|escribió|escribio|ha scritto|scrive|schreef|skrev|skriver|napisał(?:\(a\)|a|\(-a\))?|pisze|escreveu|napsala?(?:\(a\))?|napísala?(?:\(a\))?
kirjoitti|ezt írta|írta|a scris|пишет|написала?(?:\(а\))?|пише|написав|написала|şunu yazdı|tarihinde .{0,60}yazdı|yazdı|έγραψε|写道|寫道|写于|のメール|님이 작성|作成|כתב|כתבה|كتب
"""
# Headers of an older message, as Outlook and others show them.
FROM = r"""
from|von|de|da|van|från|fra|od|od koho|lähettäjä|feladó|de la|от|от кого|від|kimden|gönderen|από|发件人|寄件者|差出人|보낸 사람|보낸사람|من|מאת|expéditeur|remitente|mittente|afzender|remetente|nadawca|avsändare
"""
OTHER_HEADERS = r"""
sent|date|to|subject|cc|gesendet|datum|an|betreff|envoyé|à|objet|destinataire|enviado|enviado el|fecha|para|asunto|inviato|data|a|oggetto|verzonden|aan|onderwerp|enviada|enviado em|assunto|wysłano|wysłane|do|temat
skickat|till|ämne|sendt|til|emne|lähetetty|päivä|päiväys|vastaanottaja|aihe|odesláno|komu|předmět|predmet|odoslané|elküldve|küldve|dátum|címzett|tárgy|trimis|către|subiect|отправлено|дата|кому|тема
надіслано|gönderildi|tarih|kime|konu|στάλθηκε|ημερομηνία|προς|θέμα|发送时间|日期|收件人|主题|主旨|送信日時|日時|宛先|件名|보낸 날짜|받는 사람|제목|تاريخ|إلى|الموضوع|נשלח|אל|נושא
"""
# What programs add below: "Sent from my phone".
SENT_FROM = r"""
sent from (?:my|a|the|mail|outlook|yahoo|gmail|proton|samsung|iphone|ipad|android|mobile|blackberry|windows|aol|hey|spark|superhuman|mailbird|thunderbird|zoho|fastmail)\b
sent (?:via|with|using) (?:my|the|outlook|yahoo|gmail|proton|mail|spark|superhuman|hey|thunderbird|samsung|blackberry|mobile|email)\b|get outlook for|get bluemail|sent while (?:mobile|travelling)
(?:von|mit) meine[mr] .{2,40} gesendet|gesendet (?:von|mit|aus|über)\b|von (?:unterwegs|meinem (?:handy|iphone|smartphone)) gesendet|diese nachricht wurde von meinem|outlook für (?:ios|android)
envoyé (?:de|depuis|à partir de|avec|via)\b|télécharger outlook|obtenir outlook|téléchargez outlook|enviado (?:desde|con|a través de)\b|obtener outlook|inviato (?:da|con|dal|tramite)\b|ottieni outlook|scarica outlook
verzonden (?:vanaf|met|via|vanuit)\b|verstuurd (?:vanaf|met)\b|outlook voor|enviado (?:do|da|a partir do|pelo|via)\b|enviada do\b|obter o outlook|wysłan[eoy] (?:z|za pomocą|ze)\b|pobierz (?:program )?outlook
skickat från\b|skickat med\b|hämta outlook|sendt fra\b|sendt med\b|hent outlook|få outlook|lähetetty\b.{0,40}(?:stä|sta|ni|lla|llä)$|hanki outlook|odesláno (?:z|ze|pomocí)\b|odoslané z\b|získat outlook
elküldve\b.{0,40}(?:ról|ről|ból|ből)$|iphone-?omról küldve|trimis de pe\b|отправлено (?:с|из|через)\b|надіслано (?:з|із)\b|.{2,30}(?:'?d[ae]n|'?t[ae]n|ımdan|imden) gönderildi|στάλθηκε από|从我的|從我的|发自我的|發自我的|iphoneから送信|.{2,20}から送信|나의 .{2,20}에서 보냄
"""
# The end of a reply, alone in a line; the name and the signature follow.
CLOSINGS = r"""
(?:(?:with )?(?:best|kind|kindest|warm|warmest|many|friendly) )?(?:regards|wishes)|best|all the best|cheers|sincerely|yours(?: sincerely| faithfully| truly)?|cordially|thanks and (?:best |kind )?regards|many thanks|thanks|thank you|br|rgds|kr|take care
(?:mit |viele|liebe|beste|schöne|herzliche|freundliche)?[nr]? ?(?:(?:freundlichen|besten|herzlichen|lieben|vielen|schönen) )?grü(?:ß|ss)e?n?(?: aus \w+)?|mfg|lg|vg|bg|gruß|gruss|lieben gruß|hochachtungsvoll|ihr|ihre|(?:vielen )?dank und (?:viele |beste |liebe )?grüße
(?:bien )?cordialement|bien à vous|amicalement|(?:sincères|meilleures) salutations|salutations(?: distinguées)?|cdlt|bonne journée|à bientôt|(?:un )?(?:cordial |atento )?saludos?(?: cordial(?:es)?)?|atentamente|un abrazo|cordialmente|abrazos
(?:cordiali|distinti|cari|tanti) saluti|saluti|un saluto|a presto|buona giornata|(?:met )?(?:vriendelijke|hartelijke|beste|vele)? ?groete?n?|mvg|groetjes|gr|(?:com os )?(?:melhores )?cumprimentos|atenciosamente|abraços?|att
(?:z )?(?:poważaniem|wyrazami szacunku)|pozdrawiam|pozdrowienia|(?:med )?(?:vänliga|vänlig|bästa|många|varma) ?hälsning(?:ar)?|hälsningar|mvh|vh|(?:med )?(?:venlig|venlige|bedste|mange|kærlig|beste|vennlig|hjertelig) ?hilsen(?:er)?|hilsen(?:er)?|(?:de )?bedste hilsner
(?:ystävällisin |parhain |lämpimin )?terveisin|terveiset|t\.|(?:s )?(?:pozdravem|přátelským pozdravem|úctou)|zdravím|(?:üdvözlettel|üdv|tisztelettel)|(?:cu )?(?:stimă|respect)|(?:с )?(?:уважением|наилучшими пожеланиями)|(?:з )?повагою
(?:saygılarımla|sevgiler|iyi günler|selamlar)|(?:με )?(?:εκτίμηση|φιλικούς χαιρετισμούς)|此致|敬礼|祝好|谢谢|よろしくお願い(?:いた|致)?します。?|宜しくお願い(?:いた|致)?します。?|敬具|감사합니다\.?|드림
"""
# The beginning of a footer: a disclaimer, advertising, or how to leave a list of theirs.
FOOTERS = r"""
(?:this|the (?:information|contents?)) (?:message|e-?mail|mail|communication|transmission|electronic|in this|of this).{0,60}(?:confidential|privileged|intended|legally)|(?:confidentiality|privacy|legal|important) (?:notice|note|disclaimer)\b|confidential(?:ity)?:|disclaimer\b|if you (?:are not|have received) .{0,60}(?:recipient|error)
(?:please )?consider the environment|think before you print|before printing|save a tree|this e-?mail (?:was|has been) (?:scanned|checked|sent)|virus-?free|scanned by|to (?:unsubscribe|stop receiving|opt out)\b.{0,80}(?:click|visit|http|link|here)|unsubscribe:? (?:here|http)
you (?:are receiving|received) this|if you no longer wish to receive|(?:registered|company) (?:office|number|no)\b|follow us on|view (?:this|it) in (?:your )?browser
(?:diese|der inhalt|die information).{0,60}vertraulich|(?:rechtlicher |wichtiger )hinweis:|vertraulichkeitshinweis|haftungsausschluss|datenschutzhinweis|bitte (?:denken|prüfen) sie .{0,40}(?:umwelt|ausdruck)|sitz der gesellschaft|geschäftsführer\b|amtsgericht|registergericht|hrb\b|um sich (?:vom newsletter )?abzumelden
(?:ce|cet|le présent) (?:message|e-?mail|courriel).{0,60}confidentie|avis de confidentialité|avertissement\s*:|pensez à l['’]environnement|n['’]imprimez|si vous n['’]êtes pas le destinataire|pour vous désinscrire|pour se désabonner
(?:este|el presente) (?:mensaje|correo|e-?mail).{0,60}confidencial|aviso (?:legal|de confidencialidad)|antes de imprimir|si (?:usted )?no es el destinatario|para darse de baja|para cancelar su suscripción|(?:questo|il presente) (?:messaggio|e-?mail).{0,60}riservat|avviso di riservatezza|informativa privacy|prima di stampare|ai sensi del|per disiscriver
(?:dit|deze) (?:bericht|e-?mail).{0,60}(?:vertrouwelijk|bestemd)|denk aan het milieu|disclaimer:|om u af te melden|(?:esta|este) (?:mensagem|e-?mail).{0,60}confidencia|aviso legal|antes de imprimir|para (?:cancelar|deixar de receber)
(?:ta|niniejsza) (?:wiadomość|treść).{0,60}poufn|zastrzeżenie|(?:detta|denna|dette|denne) (?:meddelande|e-?post|mail|meddelelse|besked|melding).{0,60}(?:konfidentiell|fortrolig)|tänk på miljön|tato zpráva.{0,60}důvěrn|данное (?:сообщение|письмо).{0,60}конфиденциальн|本邮件.{0,30}保密|このメール.{0,30}(?:機密|秘密)
"""
# A warning that a gateway puts above a message from outside; it ends at the next blank line.
BANNERS = r"""
caution\b.{0,10}:|warning:|\[?external\]?\b.{0,10}(?:e-?mail|message|sender|:|\]|$)|(?:this|the) (?:e-?mail|message|mail) (?:originated|originates|came|comes|was sent|is) (?:from )?(?:outside|external)
achtung:? .{0,20}extern|externe (?:e-?mail|nachricht)|diese (?:e-?mail|nachricht) (?:stammt|kommt) von (?:außerhalb|extern)|attention ?: .{0,30}externe|ce (?:message|courriel|mail) (?:provient|vient) de l['’]extérieur
atención: .{0,30}extern|correo externo|attenzione: .{0,30}estern|let op: .{0,30}extern|atenção: .{0,30}extern|uwaga: .{0,30}zewn|obs[:!] .{0,30}extern
"""
# What stands there is text of the sender's own.
POSTSCRIPT = r"p\.? ?s\.?\b|nb\b|ps:"
