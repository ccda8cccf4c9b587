import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"scripts/arrows/house.mjs","description":"","frontmatter":{},"headers":[],"relativePath":"scripts/arrows/house.mjs.md","filePath":"scripts/arrows/house.mjs.md"}');
const _sfc_main = { name: "scripts/arrows/house.mjs.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="scriptsarrowshousemjs" tabindex="-1">scripts/arrows/house.mjs <a class="header-anchor" href="#scriptsarrowshousemjs" aria-label="Permalink to &quot;scripts/arrows/house.mjs&quot;">​</a></h1><div class="language-mjs vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">mjs</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span>// Which package may import which. A package that is not named here is a plugin package.</span></span>
<span class="line"><span></span></span>
<span class="line"><span>/** Bases by level: each may import those of a lower level. */</span></span>
<span class="line"><span>const BASES = { core: 0, data: 1, evaluation: 1, experiment: 2 };</span></span>
<span class="line"><span></span></span>
<span class="line"><span>/** Apps may import anything but one another in a circle. */</span></span>
<span class="line"><span>const APPS = [&#39;cli&#39;, &#39;bench&#39;, &#39;dashboard&#39;, &#39;browser&#39;, &#39;create-mimmx&#39;];</span></span>
<span class="line"><span></span></span>
<span class="line"><span>/** Packages whose build holds what they import of ours, so that they install none of it: their dependencies of development count. */</span></span>
<span class="line"><span>export const BUNDLING = [&#39;browser&#39;];</span></span>
<span class="line"><span></span></span>
<span class="line"><span>/** Longest file that sources may have, and the length that nearly all stay under. */</span></span>
<span class="line"><span>export const LONGEST = 300;</span></span>
<span class="line"><span>export const USUAL = 150;</span></span>
<span class="line"><span>/** Share of the files that stay under it. */</span></span>
<span class="line"><span>export const SHORT = 0.95;</span></span>
<span class="line"><span></span></span>
<span class="line"><span>/**</span></span>
<span class="line"><span> * Why an import of another package is against the house; undefined if it is not.</span></span>
<span class="line"><span> *</span></span>
<span class="line"><span> * @param from folder of the package that imports, e.g. \`weighter\`</span></span>
<span class="line"><span> * @param to folder of the imported package</span></span>
<span class="line"><span> * @param subpath what follows the package&#39;s name, e.g. \`/testkit\`</span></span>
<span class="line"><span> * @param file that imports</span></span>
<span class="line"><span> */</span></span>
<span class="line"><span>export function refused(from, to, subpath, file = &#39;&#39;) {</span></span>
<span class="line"><span>  if (subpath === &#39;/testkit&#39; &amp;&amp; !file.includes(&#39;/src/testkit/&#39;))</span></span>
<span class="line"><span>    return &#39;a testkit is for tests and other testkits&#39;;</span></span>
<span class="line"><span>  if (APPS.includes(from)) return undefined;</span></span>
<span class="line"><span>  if (from in BASES) {</span></span>
<span class="line"><span>    if (!(to in BASES)) return \`\${from} is a base, and \${to} is none\`;</span></span>
<span class="line"><span>    return BASES[to] &lt; BASES[from] ? undefined : \`\${to} does not lie below \${from}\`;</span></span>
<span class="line"><span>  }</span></span>
<span class="line"><span>  return to in BASES ? undefined : \`\${from} is a plugin package, and \${to} is no base\`;</span></span>
<span class="line"><span>}</span></span></code></pre></div></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("scripts/arrows/house.mjs.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const house_mjs = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  house_mjs as default
};
