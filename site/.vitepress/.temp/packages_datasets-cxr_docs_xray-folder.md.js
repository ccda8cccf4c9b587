import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"xray-folder","description":"","frontmatter":{},"headers":[],"relativePath":"packages/datasets-cxr/docs/xray-folder.md","filePath":"packages/datasets-cxr/docs/xray-folder.md"}');
const _sfc_main = { name: "packages/datasets-cxr/docs/xray-folder.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="xray-folder" tabindex="-1">xray-folder <a class="header-anchor" href="#xray-folder" aria-label="Permalink to &quot;xray-folder&quot;">​</a></h1><p>Any folder of JPEG, PNG or DICOM radiographs with a CSV, TSV, Excel or Parquet table of one row per image.</p><div class="language-ts vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">ts</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;">import</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> { createRegistry } </span><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;">from</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> &#39;@mimmx/core&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">;</span></span>
<span class="line"><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;">import</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> { plugin } </span><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;">from</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> &#39;@mimmx/datasets-cxr&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">;</span></span>
<span class="line"></span>
<span class="line"><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;">const</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> ours</span><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;"> =</span><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;"> await</span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;"> createRegistry</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">()</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">  .</span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">use</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">(plugin)</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">  .</span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">create</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">(</span></span>
<span class="line"><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">    &#39;dataset&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">    &#39;xray-folder&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">    { root: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;/data/ours&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, seed: </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">0</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">    {</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">      table: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;rows.csv&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, </span><span style="--shiki-light:#6A737D;--shiki-dark:#6A737D;">// path,patient,age,sex,hospital,pneumonia</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">      images: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;images&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">      columns: { grade: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;number&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">      licence: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;Internal use only.&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">,</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">    },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">  );</span></span></code></pre></div><table tabindex="0"><thead><tr><th>option</th><th>default</th><th></th></tr></thead><tbody><tr><td><code>path</code>, <code>patient</code></td><td><code>path</code>, <code>patient</code></td><td>names of the columns that say where the image is and whose; <code>path</code> may be a pattern: <code>&#39;{study}/{image}.png&#39;</code></td></tr><tr><td><code>id</code></td><td>the path</td><td>column of the row&#39;s id</td></tr><tr><td><code>columns</code></td><td></td><td>what should not be guessed of a column: <code>categorical</code>, <code>number</code>, its name in the file, or <code>{ from, kind, labels, missing, decimal, unit, exact }</code></td></tr><tr><td><code>joins</code></td><td><code>[]</code></td><td>further tables, by patient or the column <code>match</code>: <code>{ table, key, match, columns, delimiter, decimal, missing }</code></td></tr><tr><td><code>licence</code></td><td><code>Not stated.</code></td><td>terms, for the report</td></tr></tbody></table><p>How texts become numbers, classes and missing values is said in <a href="./../../../docs/data.html#how-a-table-is-read">how a table is read</a>. The rest is in <a href="./images.html">images</a>.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/datasets-cxr/docs/xray-folder.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const xrayFolder = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  xrayFolder as default
};
