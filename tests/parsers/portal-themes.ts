/** One article as a portal's theme prints it; the words are those of the language. */
export type ThemeText = {
  title: string;
  paragraphs: readonly string[];
  site: string;
};

/** What the default themes of the portal systems print around an article, cut down to what tells something. */
export const themes: Readonly<Record<string, (text: ThemeText) => string>> = {
  EmpireCMS: ({ title, paragraphs, site }) => `<title>${title}-${site}</title>
    <div class="position">当前位置：<a href="/">首页</a> > <a href="/news/">国际新闻</a> > 正文</div>
    <div class="title"><h1>${title}</h1></div>
    <div class="titleinfo">发布时间：2024-05-06 10:12:33　来源：新华社　作者：陶堃　浏览：<script src="/e/public/ViewClick/?classid=1&id=2&addclick=1"></script>次</div>
    <div id="text">${paragraphsOf(paragraphs)}</div>
    <div class="diggit"><a href="javascript:">赞一下</a> 顶一下(<b id="diggnum"><script src="/e/public/ViewClick/?classid=1&id=2&down=5"></script></b>)</div>
    ${listOf('相关文章', 'related')}${listOf('推荐阅读', 'ranking')}
    <div class="footer">Copyright © 2009-2024 ${site} 页面生成 2024-11-24</div>`,

  DedeCMS: ({ title, paragraphs, site }) => `<title>${title}_${site}</title>
    <div class="place"><strong>当前位置:</strong> <a href="/">主页</a> > <a href="/news/">国际新闻</a> > </div>
    <div class="viewbox"><div class="title"><h2>${title}</h2></div>
    <div class="info"><small>时间:</small>2024-05-06 10:12<small>来源:</small>新华社 <small>作者:</small>陶堃 <small>点击:</small><script src="/plus/count.php?view=yes&aid=12&mid=1"></script>次</div>
    <div class="content"><table><tr><td>${paragraphsOf(paragraphs)}</td></tr></table></div>
    <div class="dede_pages"><ul class="pagelist"><li><a>共3页: </a></li><li><a href="#">上一页</a></li><li class="thisclass"><a href="#">1</a></li><li><a href="12_2.html">2</a></li><li><a href="12_3.html">3</a></li><li><a href="12_2.html">下一页</a></li></ul></div>
    <div class="newdigg"><div class="diggbox digg_good"><div class="digg_act">顶一下</div><div class="digg_num">(12)</div><div class="digg_percent"><span>66.67%</span></div></div><div class="diggbox digg_bad"><div class="digg_act">踩一下</div><div class="digg_num">(6)</div><div class="digg_percent"><span>33.33%</span></div></div></div>
    <div class="context"><ul><li>上一篇：<a href="/n/1.html">港口的灯塔今天熄灭了一整夜</a></li><li>下一篇：没有了</li></ul></div>
    </div><dl class="tbox"><dt><strong>推荐内容</strong></dt><dd><ul class="d4">${entries('r')}</ul></dd></dl>
    <dl class="tbox"><dt><strong>热点内容</strong></dt><dd><ul class="c1 ico2">${entries('h')}</ul></dd></dl>`,

  phpcms: ({ title, paragraphs, site }) => `<title>${title} - ${site}</title>
    <div class="crumbs"><a href="/">首页</a><span> &gt; </span><a href="/news/">国际新闻</a> > 正文</div>
    <div id="Article"><h1>${title}<br><span>2024-05-06 10:12:33&nbsp;&nbsp;&nbsp;来源：新华社&nbsp;&nbsp;&nbsp;作者：陶堃&nbsp;&nbsp;&nbsp;评论：<a href="#comment">0</a> 点击：<span id="hits"></span></span></h1>
    <div class="content">${paragraphsOf(paragraphs)}</div>
    <div class="Article-Tool">分享到：<img src="qq.png"></div>
    <div class="related"><h5>延伸阅读：</h5><ul>${entries('r')}</ul></div></div>
    <div class="box"><h5 class="title-2">频道总排行</h5><ul class="content digg">${entries('h')}</ul></div>`,

  YzmCMS: ({ title, paragraphs, site }) => `<title>${title} - ${site}</title>
    <div class="yzm-position">您的位置：<a href="/">首页</a> > <a href="/news/">国际新闻</a> > </div>
    <div class="yzm-content-box"><h1 class="yzm-content-title">${title}</h1>
    <p class="yzm-content-info">来源：新华社 <span>阅读：<span id="hits"></span>次</span> 日期：2024-05-06 10:12:33 作者：陶堃</p>
    <div class="yzm-content">${paragraphsOf(paragraphs)}</div>
    <div class="yzm-prev-next"><p>上一篇：<a href="/n/1.html">港口的灯塔今天熄灭了一整夜</a></p><p>下一篇：已经是最后一篇</p></div></div>
    <div class="yzm-like-sidebar"><h2>相关推荐</h2><ul>${entries('r')}</ul></div>
    <div class="yzm-like-sidebar"><h2>点击排行</h2><ul>${entries('h')}</ul></div>`,

  PbootCMS: ({ title, paragraphs, site }) => `<title>${title}-${site}</title>
    <nav aria-label="breadcrumb"><ol class="breadcrumb"><li class="breadcrumb-item">当前位置：<a href="/">首页</a></li><li class="breadcrumb-item"><a href="/news/">国际新闻</a></li></ol></nav>
    <div class="text-center border-bottom"><h1 class="fs-18">${title}</h1>
    <div class="text-secondary fs-14">时间：2024-05-06 10:12:33　作者：陶堃　来源：新华社　点击：<i>56</i>次</div></div>
    <div class="content lh-2">${paragraphsOf(paragraphs)}</div>
    <div class="text-secondary lh-2"><p>上一篇：<a href="/n/1.html">港口的灯塔今天熄灭了一整夜</a></p><p>下一篇：没有了！</p></div>
    <div class="card"><h4>推荐阅读</h4><ul>${entries('r')}</ul></div>`,

  Discuz: ({ title, paragraphs, site }) => `<title>${title} - ${site} - Powered by Discuz!</title>
    <div id="pt" class="bm cl"><div class="z"><a href="/" class="nvhm">首页</a> <em>›</em> <a href="/portal.php">门户</a> <em>›</em> <a href="/news/">国际新闻</a> <em>›</em> 查看内容</div></div>
    <div class="bm vw"><div class="h hm"><h1 class="ph">${title}</h1>
    <p class="xg1">2024-5-6 10:12<span class="pipe">|</span>作者: <a href="home.php?mod=space&amp;uid=1">陶堃</a><span class="pipe">|</span>查看: <em id="_viewnum">123</em><span class="pipe">|</span>评论: 0<span class="pipe">|</span>来自: 新华社</p></div>
    <div class="d"><table><tr><td id="article_content">${paragraphs
      .map(
        (text) =>
          `${text}<font class="jammer">% q7 W* u</font><br><span style="display:none">0 i9 R- K2 t</span><br>`,
      )
      .join('\n')}</td></tr></table>
    <div id="click_div"><table class="atd"><tr>${['路过', '雷人', '握手', '鲜花', '鸡蛋']
      .map(
        (label, i) =>
          `<td><a href="#${i}"><div class="atdc"><em>${i}</em></div><img src="${i}.gif" alt=""><br>${label}</a></td>`,
      )
      .join('')}</tr></table></div>
    <div class="pren pbm cl"><em>上一篇：<a href="/n/1.html">港口的灯塔今天熄灭了一整夜</a></em></div></div></div>
    <div class="bm"><div class="bm_h cl"><h2>相关分类</h2></div></div>
    <div class="bm"><div class="bm_h cl"><h2>最新评论</h2></div></div>
    <div id="related_article" class="bm"><div class="bm_h cl"><h3>相关阅读</h3></div><ul class="xl xl2 cl">${entries('r')}</ul></div>`,

  WordPress: ({ title, paragraphs, site }) => `<title>${title} – ${site}</title>
    <article id="post-12" class="post-12 post type-post hentry category-world"><header class="entry-header"><h1 class="entry-title">${title}</h1>
    <div class="entry-meta"><span class="posted-on">发布于 <a href="/a"><time class="entry-date published" datetime="2024-05-06T10:12:33+08:00">2024年5月6日</time><time class="updated" datetime="2024-05-09T08:00:00+08:00">2024年5月9日</time></a></span> <span class="byline">作者：<span class="author vcard"><a class="url fn n" href="/author/taokun/">陶堃</a></span></span></div></header>
    <div class="entry-content">${paragraphsOf(paragraphs)}<div class="sharedaddy"><h3>分享此文章：</h3></div>
    <div class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>相关</em></h3>${[1, 2, 3].map((i) => `<p><a href="/n/r${i}.html">港口的旧闻之第${i}号续篇</a><span>2023年1月${i}日</span></p>`).join('')}</div></div></article>
    <section id="comments"><h2>评论</h2><article class="comment"><b class="fn">张三</b><time datetime="2024-06-01T00:00:00Z">2024年6月1日</time><p>写得很好，谢谢分享这样的消息。</p></article></section>
    <aside class="widget"><h2>近期文章</h2><ul>${entries('n')}</ul></aside>`,
};

function paragraphsOf(paragraphs: readonly string[]): string {
  return paragraphs.map((text) => `<p>　　${text}</p>`).join('\n');
}

function entries(prefix: string): string {
  return [1, 2, 3, 4]
    .map((i) => `<li><a href="/n/${prefix}${i}.html">港口的旧闻之第${i}号续篇${prefix}</a></li>`)
    .join('');
}

function listOf(heading: string, name: string): string {
  return `<div class="${name}"><h3>${heading}</h3><ul>${entries(name)}</ul></div>`;
}
