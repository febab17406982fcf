import re,sys,os,collections
G=dict(sy='claim-symptom',cu='claim-cure',pr='claim-prevent',me='claim-mechanism',re='claim-replace',sa='claim-safety',pf='claim-proof',au='claim-authority',st='claim-story',we='claim-weight',po='claim-population',
s='shop',sf='structure-function',rk='risk',ng='negation',di='disclaimer',ad='advice',ed='education',tr='trial',nw='news',sc='sceptic',q='question',sto='story',rec='recipe',o='other')
D='/tmp/team/hundredsixtieth'
for f in os.listdir(D):
    if f.endswith('.md'): os.remove(f'{D}/{f}')
src=open(D+'/src1.txt').read()+'\n'+open(D+'/src2.txt').read()
rows=[];seen=set();wc=[];rc=[]
for chunk in re.split(r'^=== ',src,flags=re.M)[1:]:
    slug,body=chunk.split('\n',1); slug=slug.strip(); assert slug not in seen; seen.add(slug)
    L=[];n0=len(rows);new=True;fm=False
    src_lines=body.strip('\n').split('\n')
    for x in src_lines:
        x=x.rstrip()
        if not x:
            if fm: L.append('---'); fm=False
            L.append('');new=True;continue
        code,t=x.split(' ',1)
        if code=='R': L.append(t);new=True;continue
        if code=='T':
            cells=[c.strip().split(' ',1) for c in t.split('||')]
            L.append('| '+' | '.join(c[1] for c in cells)+' |')
            for c in cells:
              if re.search(r'[A-Za-z]',c[1]): rows.append((slug,len(L),G[c[0]],c[1]))
            new=True;continue
        m=re.match(r'(title|description|date): ',t)
        if m:
            if not L: L.append('---'); fm=True
            assert fm
            L.append(t)
            if m.group(1)!='date': rows.append((slug,len(L),G[code],t[m.end():]))
            continue
        m=re.match(r'(#+ |- |> )',t)
        txt=t[m.end():] if m else t
        mb=re.fullmatch(r'\*\*(.+)\*\*',txt)
        if mb: txt=mb.group(1)
        if m or new: L.append(t)
        else: L[-1]+=' '+t
        new=False
        rows.append((slug,len(L),G[code],txt))
    open(f'{D}/{slug}.md','w').write('\n'.join(L)+'\n')
    wc.append((len(' '.join(L).split()),slug)); rc.append(len(rows)-n0)
with open(D+'.tsv','w') as f:
    f.write('page\tline\tlabel\tgroup\ttext\n')
    for s,l,g,t in rows: f.write(f"{s}\t{l}\t{'claim' if g.startswith('claim') else 'none'}\t{g}\t{t}\n")
# check
bad=0
lab=collections.Counter();gr=collections.Counter()
for i,r in enumerate(open(D+'.tsv').read().split('\n')[1:-1]):
    p=r.split('\t'); assert len(p)==5,r
    line=open(f'{D}/{p[0]}.md').read().split('\n')[int(p[1])-1]
    assert p[4] in line and p[4].strip()==p[4],r
    assert p[2] in('claim','none')
    lab[p[2]]+=1;gr[p[3]]+=1
print(len(seen),len(rows),lab,lab['claim']/len(rows));print(gr);print(min(wc),max(wc),sum(w for w,_ in wc)/len(wc),min(rc),max(rc))
print([w for w in wc if w[0]>110 or w[0]<15])
