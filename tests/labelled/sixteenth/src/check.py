import glob,os,collections
D='/tmp/team/sixteenth'
src={os.path.basename(f)[:-3]:open(f,encoding='utf8').read().split('\n') for f in glob.glob(D+'/*.md')}
seen=set();n=collections.Counter();c=collections.Counter();bad=0
for k,l in enumerate(open('/tmp/team/sixteenth.tsv',encoding='utf8').read().rstrip('\n').split('\n')):
    if k==0: continue
    f=l.split('\t')
    ok=len(f)==5 and f[2] in('claim','none') and f[4] and f[4] in src[f[0]][int(f[1])-1] and (f[2]=='claim')==f[3].startswith('claim-')
    key=(f[0],f[1],f[4])
    if not ok or key in seen: print('BAD',l); bad+=1
    seen.add(key); n[f[0]]+=1; c[f[0]]+=f[2]=='claim'
    if len(f)==5 and f[4][-1] in '*|"' or f[4].startswith(('- ','# ','> ','|','*')): print('edge',f[1],f[4][:100])
dup=collections.Counter((k[0],k[2]) for k in seen)
print('same text same page',[k for k,v in dup.items() if v>1])
for p in n: print(p,n[p],c[p],round(100*c[p]/n[p]))
print(len(n),sum(n.values()),sum(c.values()),'bad',bad)
# unlabelled lines
import re
rows=collections.defaultdict(list)
for k in seen: rows[(k[0],int(k[1]))].append(k[2])
for p,ls in src.items():
    for i,l in enumerate(ls,1):
        if re.search(r'[A-Za-z]{3}',l) and (p,i) not in rows: print('UNL',p,i,l[:90])
