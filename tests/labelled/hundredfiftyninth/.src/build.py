import re,collections,sys,os
A=dict(csym='claim-symptom',ccure='claim-cure',cprev='claim-prevent',cmech='claim-mechanism',crep='claim-replace',csafe='claim-safety',cproof='claim-proof',cauth='claim-authority',cstory='claim-story',cwt='claim-weight',cpop='claim-population',
 sf='structure-function',neg='negation',disc='disclaimer',adv='advice',edu='education',scep='sceptic',q='question',rec='recipe',oth='other')
N={'shop','structure-function','risk','negation','disclaimer','advice','education','trial','news','sceptic','question','story','recipe','other'}
rows=[];D='/tmp/team/hundredfiftyninth/'
src=''.join(open(D+f).read().rstrip('\n')+'\n' for f in ('all.txt',))
seen=set();st=collections.Counter()
for ch in src.split('=== ')[1:]:
    slug,body=ch.split('\n',1);body=body.strip('\n');assert slug not in seen;seen.add(slug)
    out=[];pr=0;fm=False
    for i,l in enumerate(body.split('\n'),1):
        clean=re.sub(r' ?\{[a-z-]+\}','',l);out.append(clean)
        parts=re.split(r'\{([a-z-]+)\}',l)
        if l.startswith('---') : fm=not fm
        if len(parts)==1:
            assert not l.strip() or l.startswith('---') or l.startswith('|--'),(slug,l);continue
        assert parts[-1].strip(' |')=='',(slug,l)
        for t,g in zip(parts[::2],parts[1::2]):
            t=t.strip()
            t=re.sub(r'^(\|\s*)+','',t); t=re.sub(r'^(#+ |- |> |title: |description: )','',t).strip()
            g=A.get(g,g); assert g in N or g.startswith('claim-'),(slug,g)
            assert t and t in clean,(slug,t,clean)
            rows.append((slug,i,'claim' if g.startswith('claim') else 'none',g,t));pr+=1;st[g]+=1
    text='\n'.join(out)+'\n'
    w=len(re.findall(r"\w[\w'’.-]*",text))
    if not 15<=w<=110 or not 3<=pr<=10: print('SIZE',slug,w,pr)
    open(D+slug+'.md','w').write(text)
with open('/tmp/team/hundredfiftyninth.tsv','w') as f:
    f.write('page\tline\tlabel\tgroup\ttext\n')
    for r in rows: f.write('\t'.join(map(str,r))+'\n')
# check
L=open('/tmp/team/hundredfiftyninth.tsv').read().split('\n')[1:-1]
for x in L:
    p=x.split('\t');assert len(p)==5 and p[2] in('claim','none'),x
    assert p[4] in open(D+p[0]+'.md').read().split('\n')[int(p[1])-1],x
# multi-sentence rows
for r in rows:
    if re.search(r'[.!?]["”]? +[A-Z]',r[4]): print('MULTI',r[0],r[4])
c=sum(r[2]=='claim' for r in rows)
pc=len({r[0] for r in rows if r[2]=='claim'})
print(len(seen),len(rows),c,round(c/len(rows),3),pc,st)
