import re
D='/tmp/team/hundredfiftyninth/'
P={}
for f in ('src1.txt','src3.txt','src2.txt'):
    for ch in (open(D+f).read().rstrip('\n')+'\n').split('=== ')[1:]:
        s,b=ch.split('\n',1);P[s]=b
for s in ('hot-sauce-insta','hospice-5k','home-gym-barter','food-bank-thanks'): P.pop(s)
P['compression-socks-copper']=P.pop('compression-socks-cooper')
slug=None;L=open(D+'edits.txt').read().split('\n');i=0
def rep(old,new):
    global slug
    assert P[slug].count(old)==1,(slug,old,P[slug].count(old))
    P[slug]=P[slug].replace(old,new)
while i<len(L):
    l=L[i]
    n={'compression-socks-cooper':'compression-socks-copper'}.get(l,l)
    if n in P: slug=n;i+=1;continue
    if not l: i+=1;continue
    if l[0]=='~':
        rep(l[1:],L[i+1][1:]);i+=2;continue
    # anchor: following lines until one that ends with the anchor
    j=i+1
    while not L[j].endswith(l): j+=1
    rep(l,'\n'.join(L[i+1:j+1]));i=j+1
open(D+'all.txt','w').write(''.join('=== %s\n%s\n'%(s,re.sub(r'\n{3,}','\n\n',b.strip('\n'))) for s,b in P.items()))
