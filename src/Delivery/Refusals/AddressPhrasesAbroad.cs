namespace DigestMailer.Delivery.Refusals;

/// <summary>Words by which servers say in their own language that an address does not exist.</summary>
internal static class AddressPhrasesAbroad
{
    public const string French =
        """
        destinataire/utilisateur/adresse/ladresse/compte/lutilisateur/boite/abonne * inconnu/inconnue/inconnus/
        inexistant/inexistante/introuvable/invalide/erronee/incorrecte | Orange, Free, OVH
        destinataire/utilisateur/adresse/ladresse/compte/lutilisateur/boite/mel/courriel * nexiste pas/
        plus | Orange, La Poste, Gmail
        nexiste pas/plus * destinataire/utilisateur/adresse/compte/boite | La Poste
        destinataire/adresse/ladresse/utilisateur/compte * na/ete/est pas/non ete? trouve/trouvee | Gmail, Exchange
        adresse/ladresse/destinataire/utilisateur non/pas trouvee/trouve/reconnu/reconnue/valide | SFR
        aucun/pas de utilisateur/destinataire/compte/boite | SFR
        impossible de trouver * adresse/ladresse/destinataire | Office 365
        """;

    public const string German =
        """
        empfanger/empfaenger/empfangeradresse/empfaengeradresse/benutzer/nutzer/adressat/adresse/postfach/
        mailbox/konto/kunde/mailadresse/teilnehmer * unbekannt/ungultig/ungueltig/inexistent | GMX, web.de, T-Online
        empfanger/empfaenger/empfangeradresse/empfaengeradresse/benutzer/nutzer/adressat/adresse/postfach/
        mailbox/konto/kunde/mailadresse * nicht * bekannt/vorhanden/gefunden/existent/
        existiert/existieren/gultig/gueltig/ermittelt/
        registriert/eingerichtet | GMX, web.de, Gmail
        empfanger/empfaenger/empfangeradresse/empfaengeradresse/benutzer/nutzer/adressat/adresse/postfach/
        mailbox/konto/kunde/mailadresse * existiert/existieren * nicht | Exchange, Strato
        existiert/existieren * nicht | 1&1
        unbekannter/unbekannte/unbekanntes/ungultiger/ungultige/ungueltige/ungueltiger/falsche empfanger/
        empfaenger/benutzer/nutzer/adresse/empfangeradresse/empfaengeradresse/postfach/mailbox/konto/
        adressat | T-Online
        kein/keine/keinen solcher/solche/solches/benutzer/empfanger/empfaenger/postfach/konto/mailbox benutzer/
        empfanger/empfaenger/adresse/postfach/konto/mit/unter/gefunden | Kolab, Strato
        nicht gefunden wurde/werden | Gmail
        gibt es * nicht | T-Online
        """;

    public const string Spanish =
        """
        usuario/destinatario/buzon/cuenta/direccion/casilla/correo/cliente/abonado * desconocido/desconocida/
        inexistente/invalido/invalida/incorrecta/erronea | Telefonica, Terra
        usuario/destinatario/buzon/cuenta/direccion/casilla/correo/dominio * no existe/valida/valido/registrado/
        registrada/reconocido | Telefonica, Zimbra
        usuario/destinatario/buzon/cuenta/direccion/casilla/correo * no * encontrado/encontrada/encontro/
        localizado | Gmail, Exchange
        no existe el/la/ese/esa/este/esta/ningun/ninguna? usuario/destinatario/buzon/cuenta/direccion/casilla | Arsys
        no se ha? encontro/encontrado/pudo/encuentra encontrar? el/la/al? usuario/destinatario/direccion/buzon/
        cuenta/domicilio | Gmail
        """;

    public const string Portuguese =
        """
        usuario/utilizador/destinatario/caixa/conta/endereco/email/cliente/assinante * desconhecido/
        desconhecida/inexistente/invalido/invalida/incorreto/cancelado | UOL, Terra, Locaweb
        usuario/utilizador/destinatario/caixa/conta/endereco/email * nao * existe/encontrado/encontrada/
        cadastrado/cadastrada/valido/localizado/existente | UOL, Locaweb, Gmail
        usuario/destinatario/conta ou/e? * inexistente | IG
        nao existe o/a/este/esta/esse/essa/nenhum? usuario/utilizador/destinatario/conta/caixa/endereco | SAPO
        """;

    public const string Italian =
        """
        utente/destinatario/casella/indirizzo/lindirizzo/account/mailbox/lutente/dominio * sconosciuto/
        sconosciuta/inesistente/errato/invalido | Libero, Aruba, TIM
        utente/destinatario/casella/indirizzo/lindirizzo/account/mailbox/lutente * non * esiste/trovato/trovata/
        valido/valida/presente/riconosciuto/attivato/registrato | Libero, Aruba, Gmail
        non esiste * utente/destinatario/casella/indirizzo | Tiscali
        impossibile trovare * indirizzo/lindirizzo/destinatario/utente | Gmail
        """;

    public const string Dutch =
        """
        gebruiker/ontvanger/geadresseerde/mailbox/postvak/postbus/adres/account/emailadres/mailadres * onbekend/
        ongeldig/onjuist | KPN, XS4ALL
        gebruiker/ontvanger/geadresseerde/mailbox/postvak/postbus/adres/account/emailadres/mailadres * niet *
        gevonden/bekend/geldig/bestaat/herkend/aanwezig | Gmail, Ziggo
        gebruiker/ontvanger/geadresseerde/mailbox/postvak/postbus/adres/account/emailadres/mailadres * bestaat
        niet | KPN, Ziggo
        onbekend/onbekende/ongeldig/ongeldige adres/emailadres/mailadres/postvak | KPN
        onbekende/ongeldige gebruiker/ontvanger/geadresseerde/mailbox/adres | XS4ALL
        geen gebruiker/ontvanger/mailbox/postvak * met/naam/gevonden | TransIP
        """;

    public const string Polish =
        """
        uzytkownik/odbiorca/adresat/konto/skrzynka/adres/adresu/klient * nieznany/nieznana/nieznane/
        nieprawidlowy/niepoprawny/bledny/nieistniejacy/nieistniejaca | WP, Onet, home.pl
        uzytkownik/odbiorca/adresat/konto/skrzynka/adres/domena * nie * istnieje/znaleziono/znaleziony/
        znaleziona/odnaleziony/znany/znaleziono | WP, Interia, Gmail
        nieznany/nieznana/nieprawidlowy/niepoprawny/nieistniejacy uzytkownik/odbiorca/adresat/adres/konto | Onet
        nie mozna/udalo sie? odnalezc/znalezc * adresu/uzytkownika/odbiorcy/skrzynki/konta | Exchange
        nie ma takiego/takiej uzytkownika/konta/adresu/skrzynki/odbiorcy | o2.pl
        nie znaleziono uzytkownika/konta/adresu/skrzynki/odbiorcy | Gmail
        brak takiego/takiej? uzytkownika/konta/adresu/skrzynki/odbiorcy | Interia
        """;

    public const string Russian =
        """
        пользователь/получатель/адресат/адрес/ящик/аккаунт/учетная/абонент/пользователя/получателя/адреса/ящика
        * не найден/найдена/найдено/существует/существуют/зарегистрирован/обнаружен/
        известен | Mail.ru, Yandex, Rambler
        пользователь/получатель/адресат/адрес/ящик/пользователя/адреса * неизвестен/несуществующий/неверный/
        отсутствует/удален/недействителен | Mail.ru
        неизвестный/неверный/несуществующий/недопустимый/неправильный пользователь/получатель/адресат/адрес/
        ящик | Rambler
        нет такого пользователя/получателя/адреса/ящика/адресата/аккаунта | Yandex
        такого пользователя/адреса/ящика/получателя * нет/существует | Yandex
        не существует * пользователь/адрес/ящик/адреса/ящика/пользователя | Ukr.net
        """;

    public const string Japanese =
        """
        宛先 ** 不明 | Sendmail, OCN
        宛先 ** 存在し | OCN, docomo
        宛先 ** 見つかりません | Gmail
        宛先 ** 間違 | So-net
        ユーザ ** 存在し | NIFTY, au
        ユーザ ** 見つかりません | Office 365
        ユーザ ** ありません | SoftBank
        ユーザ ** 不明 | Sendmail
        アドレス ** 存在し | docomo, au
        アドレス ** 見つかりません | Gmail, Office 365
        アドレス ** 見つからな | Gmail
        アドレス ** ありません | SoftBank
        アドレス ** 不明 | NIFTY
        アドレス ** 無効 | Yahoo! JAPAN
        アドレス ** 間違 | Biglobe
        メールボックス ** 存在し | So-net
        メールボックス ** 見つかりません | Biglobe
        受信者 ** 存在し | Office 365
        受信者 ** 見つかりません | Office 365
        アカウント ** 存在し | Yahoo! JAPAN
        アカウント ** 見つかりません | Yahoo! JAPAN
        存在しない ** アドレス | docomo
        存在しない ** ユーザ | NIFTY
        存在しない ** 宛先 | OCN
        該当 ** 存在し | Biglobe
        該当 ** ありません | Biglobe
        ディレクトリ ** 見つかりません | Lotus Domino
        ディレクトリ ** ありません | Lotus Domino
        ディレクトリ ** 記載されてい | Lotus Domino
        """;

    public const string Chinese =
        """
        用户 ** 不存在 | QQ, 163
        用户 ** 未找到 | Coremail
        用户 ** 找不到 | Coremail
        用戶 ** 不存在 | HiNet
        使用者 ** 不存在 | HiNet
        使用者 ** 不明 | HiNet
        收件人 ** 不存在 | QQ, 163, Aliyun
        收件者 ** 不存在 | HiNet
        收件人 ** 找不到 | Office 365
        收件者 ** 找不到 | Office 365
        收件人 ** 无效 | Aliyun
        地址 ** 不存在 | QQ, Sina
        地址 ** 找不到 | Gmail
        地址 ** 错误 | Sina
        地址 ** 无效 | Sohu
        邮箱 ** 不存在 | QQ, 163
        郵箱 ** 不存在 | HiNet
        信箱 ** 不存在 | HiNet
        帐号 ** 不存在 | Sina
        帳號 ** 不存在 | HiNet
        账号 ** 不存在 | QQ
        账户 ** 不存在 | Sohu
        不存在 ** 用户 | Coremail
        找不到 ** 地址 | Gmail
        找不到 ** 收件 | Office 365
        找不到 ** 用户 | Coremail
        查无此 | HiNet
        查無此 | HiNet
        无此用户 | Coremail
        無此用戶 | HiNet
        無此使用者 | HiNet
        没有 ** 用户 | Sina
        沒有 ** 使用者 | HiNet
        未知用户 | Coremail
        未知的收件 | Coremail
        """;
}
