namespace DigestMailer.Delivery.Refusals;

/// <summary>Words by which servers say that an address or its host does not exist, in English.</summary>
internal static class AddressPhrases
{
    /// <summary>Sure whatever was answered to.</summary>
    public const string Sure =
        """
        user unknown | Postfix, Sendmail, Courier
        user name? unknown | CommuniGate
        user @ * unknown | Exim
        unknown user | Exim, Zimbra, Mail.ru
        unknown or illegal/invalid/inactive user/alias/address/recipient/mailbox/account | Merak
        unknown/invalid/illegal/incorrect email? user/address/recipient/mailbox/account/alias/destination/
        addressee/login/username | Exim, qmail, MDaemon
        unknown/invalid/illegal destination email? user/address/recipient/mailbox | Sun Messaging Server
        unknown/invalid/illegal local part | Exim
        unknown/invalid/bad/wrong user name | Ipswitch IMail
        unknown/invalid rcpt/recipients/users/usernames/addresses | Barracuda
        invalid/unknown recipient address/@ | Exchange
        bad/wrong/erroneous destination? mailbox/email/recipient/rcpt? address | RFC 3463
        bad/wrong/no recipient/mailbox/rcpt/username | RFC 3463
        bad destination system address | RFC 3463
        recipient/addressee/mailbox/address/account/alias/customer/subscriber/username/destination/@ is?
        unknown/undefined | Domino, Sun Messaging Server
        recipient/destination address/addresses were/was/is/are? unknown | Sun Messaging Server
        recipient/addressee/mailbox/address/account/alias/user/username is? invalid/nonexistent/inexistent/
        incorrect | MailEnable
        recipient/mailbox/address/account/user/username * is/are invalid/nonexistent/incorrect/unknown/
        undefined | Exim
        user/recipient/mailbox/account/address/alias/username/addressee/person/customer/member * does/did/do
        not/no exist/exists | Gmail, Postfix
        user/recipient/mailbox/account/address/alias/username/addressee/person/customer/member * doesnt/doesnot/
        dosent/dont/didnt exist/exists | Gmail, Yahoo
        user/recipient/mailbox/account/address/alias/username/addressee/member * not/never/no exist/exists/
        exsist/existing | MailEnable, SmarterMail
        user/recipient/mailbox/account/address/alias/member * no longer exist/exists/valid/active/employed/
        available/registered/used/reachable/monitored/served | Yahoo, Mimecast
        user/recipient/mailbox/account/address/member * no longer in use/service | CommuniGate
        user/recipient/mailbox/account/address/alias/member/customer/addressee * not
        found | Exchange, Domino, CommuniGate
        user/recipient/mailbox/account/address/name/alias/username * couldnt/cant/wasnt be? found/
        located | Gmail, Office 365
        user/recipient/mailbox/account/address/name * could/can/was/were/cannot not? be? found/located | Gmail
        user/recipient/mailbox/account/address/name/username/alias * not/unrecognized/unrecognised recognized?
        recognised? here? known/registered/recognized/recognised | Exchange, Kerio
        user/recipient/mailbox/account/address/alias not/isnt known/recognized/recognised/registered/valid/
        defined | Kerio, Lotus Domino
        user/recipient/mailbox/account/address/member/customer * is/was not/no a? known/recognized/recognised/
        registered/valid/defined/local/existent/correct | Exim, Zimbra
        user/recipient/mailbox/account/address * not/isnt a? valid/defined | Zimbra
        user/recipient not local please? try | RFC 5321
        recipient/user name is not recognized/recognised | Exchange
        recipient name * not recognized/recognised | Exchange
        not a known/valid/registered/existing/local/recognized/recognised email? user/recipient/mailbox/account/
        address/subscriber/customer | Exim, IMail
        not an known/valid/registered/existing/active/existent email? user/recipient/mailbox/account/address/
        subscriber | Sendmail
        isnt a known/valid/registered/existing email? user/recipient/mailbox/account/address | Office 365
        is not known at this/our server/site/host/domain/system | PMDF
        not our/a customer | Earthlink
        no such local/virtual/active/mail/valid? email/e? user/users/recipient/mailbox/account/address/person/
        alias/addressee/customer/member/domain/host/name/rcpt | Exim, MDaemon, CommuniGate
        no such a? user/recipient/mailbox/account/address | QQ, 163
        no such mail box | qmail
        no mailbox/account/user/person/one/recipient/address/addressee here? by/with/for/of/under that/this/
        the? name/address/user/recipient | qmail, IMail
        no mail box * for/by this/that user/name | AOL
        no mailbox here | qmail
        no mailbox/account/recipient found | GroupWise
        no local/valid/known/matching user/mailbox/account/recipient/address | Courier
        no user/account/mailbox here | Mercury
        no one by that name | vpopmail
        nobody/noone here/by * that/this name | vpopmail
        no thank you rejected account unavailable | Barracuda
        there is no * user/one/mailbox/account/recipient/person/such | MDaemon
        there is not * user/mailbox/account/recipient | IMail
        theres no * user/mailbox/account/recipient | IMail
        user/recipient/member/customer/@ * does not have an/a * account/mailbox/address | Yahoo
        user/recipient/member/customer/@ * doesnt have an/a * account/mailbox/address | Yahoo
        has no mailbox/account here/on/at? | Courier
        not have a mailbox/account here/on/at | CommuniGate
        unable to find/locate/resolve/verify the/a/an/any/that/this? user/recipient/mailbox/account/addressee/
        username | Novell GroupWise
        cant/cannot/couldnt/can/could not? find/locate/open/resolve the/a/an/any/that/this/such/your? * user/
        recipient/mailbox/account/addressee | Novell GroupWise
        cant/cannot accept user/recipient/rcpt | AOL
        user/recipient/mailbox/account/address/alias * has/was/were been? deleted/removed/closed/discontinued/
        retired/cancelled/canceled/deprovisioned | Mail.ru, Kerio
        user/mailbox/account/address deleted/removed/nonexisting | IMail
        no longer works/employed/work/working/with/at/on here? the/this/our/for/in/server? | Mimecast
        is no longer employed/at/with/here/on/valid/an/a/in/associated/part/active/using/accepted | Mimecast
        has left the/our company/organization/organisation/firm/school/university | Exchange
        address/user/recipient/account has? been? moved/replaced/changed | Sendmail
        has moved please/to/permanently/away | Sendmail
        address/user/recipient changed/moved/renamed to | Sendmail
        the/this account/address/mailbox has been terminated | Earthlink
        not listed/found/present/defined/exist/known in the/a/our/public/local? domino/public/name/address/
        global/user/local/recipient/ldap/directory/alias/virtual * | Domino
        not in the/our/my/any/local/list? directory/address/recipient/user/domino * | Domino, ActiveSMTP
        not in my/our/the list of valid/allowed/known? recipients/users/mailboxes | qmail
        not in * valid recipient/user list | IronPort
        no match/matches for/found/of * user/recipient/name/address | CommuniGate
        does not match any/a * user/recipient/mailbox/account | Zimbra
        directory/name * no match | VMS
        nondeliverable/undeliverable address | Postfix
        unrouteable/unroutable mail? address | Exim
        unrouteable/unroutable/undeliverable recipient | Exim
        address/@ is/was unrouteable/unroutable | Exim
        address is/was undeliverable | Exim
        nonexistent user/recipient/mailbox/account/address/username/alias | Exim
        non existent/existing/existant user/recipient/mailbox/account/address/username | Exim
        recipnotfound | Exchange (RESOLVER.ADR.RecipNotFound)
        exrecipnotfound | Exchange (RESOLVER.ADR.ExRecipNotFound)
        wasnt found at/in/on | Office 365
        was not found at/in/on | Office 365
        address/recipient/mailbox/user lookup failed permanently | Exim
        requested action not taken mailbox unavailable | Outlook.com, GMX
        recipient address rejected access denied | Exchange Online
        recipient/rcpt/address verification/verify/callout failed/failure | Barracuda, Exim
        not an/a active/valid address at this host | Sendmail
        no/not longer on/in/at this/our/the? server/system/domain/list | IMail
        destination server rejected recipients | Courier
        mailbox/user/address/recipient you? entered/specified/supplied * not exist/found/valid | Gmail
        typo in the/your/recipient? address/recipient/name | Trend Micro
        addressee/recipient/@ unknown | Lotus Notes
        does not exist on/in/at/here the/this/our? server/system/site/domain/directory/host? | Courier, IMail
        doesnt exist on/in/at/here the/this/our? server/system/site/domain/directory/host? | Courier, IMail
        mailbox/recipient does not reside/live here/on | CommuniGate
        @ does not exist | Domino
        @ doesnt exist | Domino
        @ not/isnt found/known/valid | Domino
        @ is not/no a? found/known/valid/local/here | CommuniGate
        invalidrecipient | Exchange
        cuda nsu | Barracuda
        user/recipient/person no longer has an? account/mailbox | Yahoo
        user/recipient/mailbox/account/address/employee has/have left | Domino
        deleted/removed mailbox/user/account/recipient | Zimbra
        mailbox/account/address/user is not/no longer? in use | CommuniGate
        nonexistent users/recipients/mailboxes/accounts/addresses | Postfix
        non existent/existing/existant users/recipients/mailboxes/accounts/addresses | Postfix
        no subscriber/subscribers with/by/of/at | CommuniGate
        invalid final delivery userid/user/account | IMail
        no mx/valid/such recipients/recipient/addresses | Postfix
        we do not/dont have/know such/that/this/any a? user/mailbox/account/recipient | Communigate
        never/not heard of | Smail
        user/account/mailbox disabled/inactive/suspended or/and does/doesnt/not/nonexistent not? exist | Sendmail
        the/this email? address is wrong/incorrect/misspelled or | Rakuten
        email/mail address/adress * incorrect/misspelled/mistyped/wrong | Rakuten
        """;

    /// <summary>Only where RCPT was answered, or a code says so as well: a mail may be refused by the same words.
    /// </summary>
    public const string OfTheRecipient =
        """
        mailbox/account unavailable | RFC 5321
        mailbox/account not/isnt available/accessible | RFC 5321
        mailbox is unavailable | RFC 5321
        mailbox name not allowed | RFC 5321
        recipient/address/recipients rejected/refused/denied | Postfix, Courier
        recipient/mailbox/user/address rejected | Postfix
        recipient/address/@ * not accepted/deliverable/acceptable | CommuniGate
        does not like recipient | qmail
        does not exist/exists | Postfix
        doesnt exist | Postfix
        not found | Sendmail
        not accepting/accept mail/email/messages for/to @/this/that | MDaemon
        undeliverable | Domino
        address/recipient error/syntax/format | RFC 5321
        unknown/invalid/bad | RFC 5321
        """;

    /// <summary>The host or its domain does not exist, or takes no mail at all.</summary>
    public const string OfTheHost =
        """
        unknown/nonexistent/bad/invalid host/domain/hosts/hostname/domains | Exim, Sendmail
        non existent/existing host/domain/hosts | Exim
        no such host/domain/hostname | Exim
        host/domain/hostname/server or? domain? name? * not/isnt found/exist/known/registered | Postfix
        host/domain/hostname name? @? is? unknown/nonexistent/invalid | Sendmail
        host/domain/hostname * does not exist/resolve | Postfix
        host/domain/hostname * doesnt exist/resolve | Postfix
        domain/host not exist/exists | QQ
        nxdomain | Exim, Office 365
        illegal host domain | Sun Messaging Server
        couldnt/cannot/cant/could not? find any/a? host/mail/domain | qmail
        couldnt/cannot/cant/could not? find/resolve the? * domain/host/server named/in/name | Gmail
        point/points only? to non? nonexistent? existent? host/hosts | Exim
        all relevant mx records point to non? nonexistent? existent? hosts | Exim
        lookups failed permanently | Exim
        no mx/a/mail or/nor? a/mx/mail? record/records/host/hosts/exchanger found? | Exim
        name service error for | Postfix
        dns domain * does not exist | Office 365
        domain/host/server * not/never/doesnt accept/accepts any? mail/email/mails | RFC 7504
        domain/host/server * does not accept/accepts any? mail/email/mails | RFC 7504
        domain has no mail exchangers | GroupWise
        indicated no smtp service | Exim
        null mx | RFC 7505, Postfix
        nullmx | RFC 7505, Postfix
        unrouteable/unroutable mail? domain | Exim
        domain not/isnt hosted/served/local here? | IMail
        no longer hosted here | Postini
        domain * no longer * hosted | Postini
        """;
}
