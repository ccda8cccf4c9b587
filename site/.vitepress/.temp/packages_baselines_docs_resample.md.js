import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"resample","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Several confounders, missing labels, many classes","slug":"several-confounders-missing-labels-many-classes","link":"#several-confounders-missing-labels-many-classes","children":[]},{"level":2,"title":"When","slug":"when","link":"#when","children":[]},{"level":2,"title":"Cost","slug":"cost","link":"#cost","children":[]}],"relativePath":"packages/baselines/docs/resample.md","filePath":"packages/baselines/docs/resample.md"}');
const _sfc_main = { name: "packages/baselines/docs/resample.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="resample" tabindex="-1"><code>resample</code> <a class="header-anchor" href="#resample" aria-label="Permalink to &quot;\`resample\`&quot;">​</a></h1><p>Learns y alone from rows that are drawn so that every group comes equally often (RWG; with <code>by: y</code> the classes, RWY).</p><pre><code>P(row) ∝ 1 / max(n_g, floor),   with replacement
</code></pre><p><strong>Source:</strong> Idrissi et al., CLeaR 2022 (RWG, RWY).</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th>meaning</th></tr></thead><tbody><tr><td><code>by</code></td><td><code>group</code></td><td>–</td><td><code>group</code>: combinations of y and the confounders; <code>y</code>: classes alone</td></tr><tr><td><code>floor</code></td><td>1</td><td>1, 10, 100</td><td>size that smaller groups are taken for</td></tr></tbody></table><p>All options of the network (<code>primaryWidth</code>, <code>headHidden</code>, …) may be given, too.</p><h2 id="several-confounders-missing-labels-many-classes" tabindex="-1">Several confounders, missing labels, many classes <a class="header-anchor" href="#several-confounders-missing-labels-many-classes" aria-label="Permalink to &quot;Several confounders, missing labels, many classes&quot;">​</a></h2><p>Groups are the combinations of y and all confounders: with N binary confounders and two classes 2^(N+1). Groups without a row are left out, and small ones can be taken for larger (<code>floor</code>). A row that lacks a confounder is in no group. It is not drawn. A continuous confounder is refused: cut it (<code>positive: &quot;&gt;= 60&quot;</code>). Of a continuous y the bins are the classes.</p><h2 id="when" tabindex="-1">When <a class="header-anchor" href="#when" aria-label="Permalink to &quot;When&quot;">​</a></h2><p>First thing to try where confounders are known. It learns y alone; <code>group-balanced</code> is its multi-task relative, which learns the confounders, too, and is what MIMM papers call rebalancing.</p><p><strong>Not when</strong> some groups have a handful of images: these are seen thousands of times and learned by heart. Stop early by the worst validation group, or raise <code>floor</code>.</p><h2 id="cost" tabindex="-1">Cost <a class="header-anchor" href="#cost" aria-label="Permalink to &quot;Cost&quot;">​</a></h2><p>That of <code>erm</code>: one pass of the encoder for each update.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/resample.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const resample = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  resample as default
};
