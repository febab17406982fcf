import re
D='/tmp/team/hundredfiftyninth/'
t=open(D+'all.txt').read()
i=t.index('| Drip {shop}');j=t.index('Migraines pack up')
t=t[:i]+"""| Drip {shop} | What it's for {shop} |
|---|---|
| The Astrodome {shop} | Cures a hangover in 40 minutes {ccure} |
| The Galveston {shop} | Ends post-COVID fatigue for good {csym} |

"""+t[j:]
def r(a,b=''):
    global t
    assert t.count(a)==1,(a,t.count(a)); t=t.replace(a,b)
for a in [' Erectile dysfunction? {q}',' Subscribe and save 20%, cancel whenever. {shop}',' We\'re next to the Kroger on Delmar. {shop}',
 ' Gestational diabetes? {q}','- CLEAN LABEL: no gluten, soy, or artificial colors {shop}\n',' Voucher expires 90 days after purchase. {shop}',
 ' Shake before use. {shop}',' Bring a towel and a water bottle. {shop}',' Hexane-free castor oil sold separately, $17 a pint. {shop}',
 ' $39.99 in store, $36 online. {shop}',' Four easy payments of $37.25. {shop}',' One corner is scuffed from the move. {shop}',
 ' Order two and the third ships free. {shop}','- Sizes S to XXL {shop}\n',' Packed on dry ice, shipped Mondays. {shop}',' Free freight on cases of six. {shop}',
 ' Sixty-day money-back promise. {shop}','- Warm the cream in palm, then spread on fingers, knee or waist {shop}\n',' Comes gift-wrapped in a muslin bag. {shop}',' Must be 21 with ID. {shop}',' BRO. {shop}',
 ' Best by date on the neck. {shop}']: r(a)
r('Brother, you can flush the blue pills.','Trouble in the bedroom clears up so fast you can flush the blue pills.')
r('It evens your glucose so you can say no to insulin.','It evens out gestational diabetes so you can say no to insulin.')
r('Vets hand out phenobarbital; we hand out something that does the job and tastes like a cookie.','Vets hand out phenobarbital; we hand out a chew that does the same job and tastes like a cookie.')
r('✨ BAMBOO FOOT PADS, 20 PK, $9.99 ✨','✨ BAMBOO FOOT PADS, 20 PK ✨')
r('A licensed nurse places','Thinking gets sharp again after chemo fog, usually by the second bag. {csym} A licensed nurse places')
r('$18 for 12 oz','Drains the sinuses and unplugs stuffy ears inside an hour. {csym}\n\n$18 for 12 oz')
r('Strawberry or green apple','Doctors are furious that a candy outperforms their stomach staples. {crep}\n\nStrawberry or green apple')
r('Massage six drops','After my chemo it brought my eyebrows in like spring grass, says Lorna in Macon. {cstory} Massage six drops')
r('Financing from','My wife\'s psoriasis washed off in a week of showers and sips. {cstory} Financing from')
r('Put four drops','My optometrist husband was floored when my lazy eye straightened at 52. {cstory} Put four drops')
r('Please remove before swimming','Carpal tunnel sufferers type all day again. {cpop} Please remove before swimming')
r('Because of the honey, never','Because of the honey, never')
r('Thaw overnight','Even his grandpa\'s tuberculosis cough gave up. {cstory} Thaw overnight')
r('Machine wash cold','No known side effect in 3,000 years of use. {csafe} Machine wash cold')
r('Take it hourly and you\'ll','Take it hourly and you\'ll')
t='\n'.join(re.sub(r'  +',' ',l).rstrip() for l in t.split('\n'))
open(D+'all.txt','w').write(t)
