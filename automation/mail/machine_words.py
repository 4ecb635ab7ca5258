"""How automatic replies and bounces call themselves, in the languages of mail programs and servers.

All are patterns, compared without case.
"""

# The beginning of an automatic reply's subject.
AUTOMATIC = r"""
auto(?:matic|mated)?[ -]?(?:reply|response|answer)|auto:|autoreply|autoresponder|out of (?:the )?office|out-of-office|ooo\b|vacation (?:reply|response|notice)|away from (?:the|my) (?:office|desk|mail)|i am away|on (?:annual )?leave\b|absence\b
automatische (?:antwort|rückantwort|e-?mail)|abwesen|außer haus|nicht im büro|im urlaub|urlaubs?(?:notiz|meldung)|antwort automatisch
réponse automatique|absence\b|absente?\b|message d['’]absence|hors du bureau|en (?:congé|vacances)|absence du bureau
respuesta automática|respuesta automatica|fuera de (?:la )?oficina|ausen(?:te|cia)|de vacaciones|risposta automatica|fuori (?:sede|ufficio)|assen(?:te|za)|in ferie
resposta automática|fora do escritório|ausen(?:te|cia|ência)|de férias|automatisch antwoord|afwezig|niet aanwezig|buiten kantoor|automatische (?:reactie|beantwoording)|met vakantie
autosvar|automatiskt svar|automatisk (?:svar|besked)|frånvaro|ej på plats|på semester|semester\b|fraværs?|fravær|ikke til stede|ikke på kontoret|på ferie|ferie\b|fraværende
odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|nieobecn|poza biurem|urlop\b|automatická odpověď|automatická odpoveď|mimo kancelář|nepřítomn|neprítomn|dovolen
automaattinen (?:vastaus|poissaolo)|poissa(?:olo)?\b|poissaolo|lomalla|automatikus válasz|házon kívül|szabadság|răspuns automat|raspuns automat|absent din birou|αυτόματη απάντηση|εκτός γραφείου|απουσία
автоответ|автоматическ(?:ий|ое) (?:ответ|сообщение)|вне офиса|отсутств|в отпуске|автоматична відповідь|автовідповід|поза офісом|відсутн|otomatik (?:yanıt|cevap)|ofis dışında|izinde
自动回复|自動回覆|自动答复|外出|休假|自動回复|自動回复|自動返信|自動応答|不在|休暇|부재중|자동 ?(?:회신|응답)|휴가|رد تلقائي|מענה אוטומטי|תשובה אוטומטית
"""
# Of a message that came back.
RETURNED = r"""
undeliver|delivery (?:status|has failed|failure|failed|incomplete|problem|delayed|notification)|mail delivery|returned (?:mail|to sender)|failure notice|could ?n[o']t be delivered|not delivered|nondeliverable|delayed|message (?:blocked|rejected)|address not found|bounce
unzustellbar|nicht zugestellt|zustell(?:ung|fehler)|konnte nicht zugestellt|verzögert|non remis|non distribué|échec de (?:la )?(?:remise|distribution)|remise (?:retardée|impossible)|no se (?:puede|ha podido|pudo) entregar|no entregado|no entregable|devuelto
mancata consegna|impossibile recapitare|non recapitabile|consegna (?:fallita|ritardata)|onbestelbaar|niet (?:be|af)gelever|niet bezorgd|bezorging|não (?:é possível|foi possível|pôde ser)? ?entreg|não entregue|não entregável|falha (?:na|de) entrega
niedostarcz|nie można dostarczyć|nie dostarczono|zwrot|olevererad|kunde inte levereras|kan inte levereras|leveransfel|uleveret|kan ikke leveres|kunne ikke leveres|ikke levert|leveringsfejl|leveringsfeil|toimittamaton|toimitus epäonnistui|ei voitu toimittaa
nedoruč|nelze doručit|kézbesíthetetlen|nem kézbesíthető|nelivrat|nu a putut fi livrat|не(?: удалось)? доставл|недостав|не удалось доставить|не доставлено|не вдалося доставити|teslim edile|iletilemedi|μη παραδ|δεν παραδόθηκε
配信不能|配信できません|未配信|配達不能|送信できませんでした|无法投递|无法送达|退信|投递失败|未送達|전송 ?실패|배달 ?실패|반송|배달 ?불가
"""
# The address is wrong, and stays so.
NO_SUCH_ADDRESS = r"""
address (?:not found|rejected|does(?: not|n't) exist|couldn't be found|could not be found|is invalid|unknown)|(?:user|recipient|mailbox|account|address|e-?mail account)(?: that you tried to reach)? (?:is |was )?(?:unknown|not found|does(?: not|n't) exist|doesn't exist|invalid|disabled|inactive|unavailable permanently|no longer exists)
unknown (?:user|recipient|address|mailbox|local part)|no such (?:user|recipient|mailbox|person|address|domain)|no mailbox here|invalid (?:recipient|mailbox|address)|(?:wasn't|was not) found at|user doesn't have|host or domain name not found|domain (?:not found|does not exist)|nxdomain|not a valid (?:mailbox|recipient|user)
(?:adresse|empfänger|postfach|benutzer|konto)(?: \S{1,80}){0,3} (?:existiert nicht|nicht gefunden|unbekannt|ist unbekannt|ungültig|gibt es nicht|konnte nicht gefunden)|unbekannter (?:empfänger|benutzer)|adresse (?:wurde )?nicht gefunden|kein (?:solches|solcher) (?:postfach|benutzer)
(?:adresse|destinataire|utilisateur|boîte)(?: \S{1,80}){0,3} (?:n['’]existe pas|n['’]existe plus|introuvable|inconnue?|invalide|est inconnue?)|(?:adresse|destinataire) (?:introuvable|inconnue?)
(?:dirección|usuario|destinatario|buzón|cuenta)(?: \S{1,80}){0,3} (?:no existe|no se encontró|no se ha encontrado|desconocid[oa]|no encontrad[oa]|no es válid[oa])|(?:dirección|usuario) (?:desconocid[oa]|no encontrad[oa])
(?:indirizzo|utente|destinatario|casella|account)(?: \S{1,80}){0,3} (?:non esiste|inesistente|non trovat[oa]|sconosciut[oa]|non valid[oa])|(?:adres|gebruiker|ontvanger|mailbox|postvak)(?: \S{1,80}){0,3} (?:bestaat niet|niet gevonden|onbekend|is onbekend|ongeldig)
(?:endereço|utilizador|usuário|destinatário|caixa|conta)(?: \S{1,80}){0,3} (?:não existe|não encontrad[oa]|não foi encontrad[oa]|desconhecid[oa]|inválid[oa])|(?:adres|użytkownik|odbiorca|skrzynka|konto)(?: \S{1,80}){0,3} (?:nie istnieje|nieznany|nie został\w* znalezion\w+|nie znaleziono)
(?:adressen|användaren|mottagaren|brevlådan|adressen|brugeren|modtageren|mottakeren|postboksen|kontoen|kontot)(?: \S{1,80}){0,3} (?:finns inte|hittades inte|okänd|findes ikke|blev ikke fundet|ukendt|finnes ikke|ble ikke funnet|ukjent)
(?:osoitetta|vastaanottajaa|osoite|käyttäjää)(?: \S{1,80}){0,3} (?:ei ole olemassa|ei löydy|ei löytynyt|tuntematon)|(?:adresa|uživatel|příjemce|schránka)(?: \S{1,80}){0,3} (?:neexistuje|nenalezen\w*|neznám\w+)|(?:cím|felhasználó|címzett)(?: \S{1,80}){0,3} (?:nem létezik|nem található|ismeretlen)
(?:adresa|utilizatorul|destinatarul)(?: \S{1,80}){0,3} (?:nu există|nu a fost găsit\w?)|(?:адрес|ящик|пользователь|получатель)(?: \S{1,80}){0,3} (?:не существует|не найден\w?|неизвестен)|(?:адреса|користувач|скринька)(?: \S{1,80}){0,3} (?:не існує|не знайден\w*)
(?:adres|kullanıcı|alıcı|posta kutusu)(?: \S{1,80}){0,3} (?:bulunamadı|mevcut değil|geçersiz)|用户不存在|收件人不存在|地址不存在|邮箱不存在|宛先.{0,20}見つかりません|アドレス.{0,20}(?:存在しません|見つかりません)|존재하지 않는|수신자를 찾을 수 없|주소를 찾을 수 없
"""
# The address is right, but the message did not arrive: a full mailbox, a policy, a delay.
NOT_NOW = r"""
(?:mailbox|inbox|account|quota|storage)(?: \S{1,80}){0,3} (?:is )?(?:full|exceeded|over (?:its )?quota)|over quota|quota exceeded|(?:message|mail) (?:was |is )?(?:too large|rejected as spam|blocked|delayed|refused|deferred)|spam|policy|blocklist|blacklist|block list|greylist|grey-listed|try again later|will (?:keep|be) (?:trying|retried)|not yet delivered|temporar
(?:postfach|mailbox|speicher)(?: \S{1,80}){0,3} (?:ist )?(?:voll|überfüllt|überschritten)|richtlinie|verzögert|später erneut|boîte(?: \S{1,80}){0,3} (?:est )?(?:pleine|saturée)|quota dépassé|temporaire|(?:buzón|casilla)(?: \S{1,80}){0,3} (?:está )?llen[oa]|política|temporal
casella(?: \S{1,80}){0,3} piena|temporane|(?:mailbox|postvak)(?: \S{1,80}){0,3} (?:is )?vol|tijdelijk|caixa(?: \S{1,80}){0,3} cheia|temporári|skrzynka(?: \S{1,80}){0,3} (?:jest )?(?:pełna|przepełniona)|tymczasow|(?:brevlådan|inkorgen|postkassen|indbakken|innboksen)(?: \S{1,80}){0,3} (?:är |er )?(?:full|fuld)|tillfällig|midlertidig
schránka(?: \S{1,80}){0,3} plná|dočasn|(?:ящик|скринька)(?: \S{1,80}){0,3} (?:переполнен|переповнена)|временн|тимчасов|kota|kutusu dolu|邮箱已满|メールボックス.{0,20}(?:いっぱい|容量)|용량 초과
"""
