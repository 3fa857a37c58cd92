# Verifies every signature of a mail by a second implementation: dkim-verify.py MAIL NAME=RECORD...
import sys
import dkim

mail = open(sys.argv[1], "rb").read()
records = dict(pair.split("=", 1) for pair in sys.argv[2:])
lookup = lambda name, timeout=5: records.get(name.decode().rstrip("."), "").encode()
signatures = sum(1 for name, _ in dkim.rfc822_parse(mail)[0] if name.lower() == b"dkim-signature")
for index in range(signatures):
    try:
        print("good" if dkim.DKIM(mail).verify(idx=index, dnsfunc=lookup) else "bad")
    except dkim.DKIMException as fault:
        print("bad", fault)
