namespace DigestMailer.Delivery.Refusals;

/// <summary>Words by which servers say that the mailbox exists and takes nothing now.</summary>
internal static class MailboxPhrases
{
    public const string Full =
        """
        quota exceeded/exceed/reached/full/limit/violation/exhausted/error | Postfix, Dovecot
        over/exceeded/exceeds/exceed/exceeding/exceeded/above/beyond/out its/his/her/their/the/of/allowed/mail/
        disk/storage/a? disk/storage/mail/mailbox/the/allowed? quota/quotas | Gmail, Zimbra, Courier
        overquota/overlimit | Orange
        over quota/limit | Gmail
        user/mailbox/account/recipient/maildir * over/exceeded/exceeds/exceed * quota/limit/storage/size/space/
        maximum/capacity/allocation | Exchange, Zimbra
        quotaexceeded | Exchange (QuotaExceededException)
        mailbox/mailfolder/inbox/mailbox/maildrop/account/folder/box * full/filled/overfull | RFC 3463, AOL
        mail box full | qmail
        full mailbox/inbox | MDaemon
        mailbox/storage/space/disk/quota size? limit exceeded/reached | Domino
        exceeded/exceeds/exceed * storage/space/allocation | RFC 5321
        out of/for storage/disk/space/mailbox space? | Gmail
        not enough/insufficient * space/storage/quota/capacity | Sendmail
        not have/has enough/sufficient * space/storage/room | CommuniGate
        no/insufficient space/room left/on/in/for? | Sendmail
        disk full | Sendmail
        storage quota/full/exceeded | Oracle
        exhausted/exhausts * storage/space/quota | Dovecot
        messages/mails * exceeds/exceeded maximum/limit in mailbox/inbox | Dovecot
        too many/much messages/mail/mails on/in/for the/this/your? server/mailbox/user? | CommuniGate
        mailbox/user/account/recipient * has/have grown too/to large | IMail
        has reached the/its/his? * limit/size/quota | Exchange
        mailbox/account size/space/capacity * exceeded/limit/limited/reached | Domino
        mailbox/account/user * blocked/locked/suspended/disabled/closed due/because/for * inactivity/inactive/
        unused/quota/size | Mail.ru, Zimbra
        quota | Dovecot
        """;

    public const string FullAbroad =
        """
        boite/messagerie/boites * pleine/saturee/remplie/pleines | Orange, Free
        quota/espace/capacite * depasse/depassee/atteint/atteinte/insuffisant/sature | Orange, La Poste
        postfach/mailbox/posteingang/konto/speicher * voll/uberfullt/ueberfuellt/uberschritten/ueberschritten/
        erschopft | GMX, web.de, T-Online
        speicherplatz/speicherplatzes/kontingent/speicherkontingent | GMX, web.de
        buzon/bandeja/casilla/cuenta/correo * lleno/llena/saturado/completo/saturada | Telefonica, Terra
        cuota/espacio/capacidad/limite * excedida/excedido/superada/superado/excede/insuficiente/agotado | Telefonica
        excedido/superado/supera/excede * cuota/capacidad/espacio | Terra
        caixa/conta/mailbox * cheia/lotada/lotado/cheio/esgotada | UOL, Terra
        cota/quota/espaco/limite/capacidade * excedida/excedido/esgotado/insuficiente/ultrapassado/
        atingido | UOL, Locaweb
        casella/mailbox/posta * piena/esaurita/saturo | Libero, Aruba
        quota/spazio/limite/capacita * superata/superato/esaurito/esaurita/insufficiente | Libero, TIM
        postvak/mailbox/postbus/inbox * vol/overvol | KPN, Ziggo
        quotum/opslagruimte/limiet/ruimte * overschreden/vol/bereikt/onvoldoende | KPN
        skrzynka/skrzynki/konto/skrzynce * pelna/przepelniona/przepelnione/zapelniona/przepelnienie | WP, Onet
        przekroczony/przekroczono/przekroczyl/przekroczona * limit/limitu/pojemnosc/quota | Interia
        brak miejsca | home.pl
        ящик/почтовый/ящика * переполнен/заполнен/полон | Mail.ru, Yandex
        превышен/превышена/превысил/переполнена * квота/лимит/квоту/размер/объем/место | Rambler
        недостаточно места | Yandex
        容量 ** 超 | NIFTY, OCN
        容量 ** オーバ | OCN
        容量 ** 不足 | 163, docomo
        容量 ** 制限 | Biglobe
        いっぱい | Gmail, Office 365
        一杯 | So-net
        満杯 | OCN
        已满 | QQ, 163
        已滿 | HiNet
        空间不足 | 163
        空間不足 | HiNet
        容量已 | Sina
        超出 ** 容量 | QQ
        超出 ** 配额 | Coremail
        超過 ** 容量 | HiNet
        配额 | Coremail
        配額 | HiNet
        """;

    /// <summary>Closed for now, or never mailed again by its owner: an operator of the domain may open it.</summary>
    public const string Closed =
        """
        is/was/been/currently/temporarily/now? disabled/suspended/inactive/deactivated/inactivated/frozen/
        locked/dormant/unactive | Gmail, Yahoo, Mail.ru
        not/isnt currently? active/activated/enabled | Courier
        account/mailbox/user/recipient/address expired/blocked/closed/barred/terminated/held/dormant | hot.ee, Mail.ru
        account/mailbox/user/recipient/address * is/has been? expired/blocked/closed/barred/terminated/archived
        | Mail.ru
        not accepting/receiving any/new/incoming? mail/email/messages | Gmail, AOL
        mailbox/user/account/recipient * restricted/busy/locked | RFC 3463
        desactive/desactivee/suspendu/suspendue/archivee/inactif/inactive/bloque/bloquee | Orange
        gesperrt/deaktiviert/stillgelegt/inaktiv | GMX, T-Online
        desactivado/desactivada/deshabilitado/deshabilitada/suspendido/suspendida/bloqueado/inactivo/inactiva | Terra
        desativado/desativada/suspenso/suspensa/bloqueada/inativo/inativa | UOL
        disattivato/disattivata/sospeso/sospesa/bloccato/bloccata/disabilitato/disabilitata | Libero
        geblokkeerd/uitgeschakeld/gedeactiveerd/inactief | KPN
        zablokowane/zablokowany/zablokowana/zawieszone/zawieszona/nieaktywne/nieaktywny/nieaktywna | WP, Onet
        заблокирован/отключен/неактивен/приостановлен | Mail.ru, Yandex
        停用 | 163
        禁用 | QQ
        冻结 | Sina
        停止 | OCN
        """;
}
