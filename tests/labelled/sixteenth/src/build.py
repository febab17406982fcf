import re,os,glob
G={'sh':'shop','sf':'structure-function','ed':'education','ri':'risk','di':'disclaimer','tr':'trial','nw':'news','sk':'sceptic','st':'story','ad':'advice','re':'recipe','ot':'other',
'cs':'claim-symptom','cp':'claim-prevent','cc':'claim-cure','cr':'claim-replace','cy':'claim-safety','cf':'claim-proof','ca':'claim-authority','cx':'claim-story','cm':'claim-mechanism','cn':'claim-population','cw':'claim-weight'}
pages={}
for f in ['a.txt','b.txt','c.txt']:
    cur=None
    for l in open(f,encoding='utf8').read().split('\n'):
        if l.startswith('=== '): cur=l[4:]; pages[cur]=[]
        else: pages[cur].append(l)
rows=[];dirn='/tmp/team/sixteenth'
for p,ls in pages.items():
    while ls and not ls[-1]: ls.pop()
    out=[]
    for i,l in enumerate(ls,1):
        parts=re.split(r'\^([a-z]{2}|)\^',l)
        md=parts[0]
        for c,t in zip(parts[1::2],parts[2::2]):
            md+=t
            if c:
                x=t.strip()
                x=re.sub(r'\s*·$','',x)
                # trim unmatched trailing bold/or
                if x.endswith('**') and x.count('**')%2==1: x=x[:-2]
                x=re.sub(r'\) or$',')',x)
                if c not in G: raise SystemExit((p,i,c))
                rows.append((p,i,'claim' if c[0]=='c' else 'none',G[c],x))
        assert '^' not in md,(p,i,md)
        out.append(md)
    open(f'{dirn}/{p}.md','w',encoding='utf8').write('\n'.join(out)+'\n')
with open('/tmp/team/sixteenth.tsv','w',encoding='utf8') as f:
    f.write('page\tline\tlabel\tgroup\ttext\n')
    for r in rows: f.write('\t'.join(map(str,r))+'\n')
