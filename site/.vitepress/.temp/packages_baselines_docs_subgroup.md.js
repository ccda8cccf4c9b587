import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"subgroup","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Several confounders, missing labels, many classes","slug":"several-confounders-missing-labels-many-classes","link":"#several-confounders-missing-labels-many-classes","children":[]},{"level":2,"title":"When","slug":"when","link":"#when","children":[]},{"level":2,"title":"Cost","slug":"cost","link":"#cost","children":[]}],"relativePath":"packages/baselines/docs/subgroup.md","filePath":"packages/baselines/docs/subgroup.md"}');
const _sfc_main = { name: "packages/baselines/docs/subgroup.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="subgroup" tabindex="-1"><code>subgroup</code> <a class="header-anchor" href="#subgroup" aria-label="Permalink to &quot;\`subgroup\`&quot;">​</a></h1><p>Learns y alone from a subset with as many rows of each group as the smallest has (SUBG; with <code>by: y</code> SUBY).</p><pre><code>rows kept of g = min(n_g, max(min_h n_h, floor)),   another draw for each seed
</code></pre><p><strong>Source:</strong> Idrissi et al., CLeaR 2022 (SUBG, SUBY).</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th>meaning</th></tr></thead><tbody><tr><td><code>by</code></td><td><code>group</code></td><td>–</td><td><code>group</code> or <code>y</code></td></tr><tr><td><code>floor</code></td><td>1</td><td>1, 10, 100</td><td>rows kept of larger groups even where the smallest has fewer</td></tr></tbody></table><p>All options of the network (<code>primaryWidth</code>, <code>headHidden</code>, …) may be given, too.</p><h2 id="several-confounders-missing-labels-many-classes" tabindex="-1">Several confounders, missing labels, many classes <a class="header-anchor" href="#several-confounders-missing-labels-many-classes" aria-label="Permalink to &quot;Several confounders, missing labels, many classes&quot;">​</a></h2><p>Groups are the combinations of y and all confounders: with N binary confounders and two classes 2^(N+1). Groups without a row are left out, and small ones can be taken for larger (<code>floor</code>). A row that lacks a confounder is in no group. With many confounders the smallest group is tiny and little is left: the record says how many rows (<code>rows</code>). A continuous confounder is refused: cut it (<code>positive: &quot;&gt;= 60&quot;</code>).</p><h2 id="when" tabindex="-1">When <a class="header-anchor" href="#when" aria-label="Permalink to &quot;When&quot;">​</a></h2><p>The smallest group still has hundreds of images. No image is seen more often than another, so nothing is learned by heart.</p><p><strong>Not when</strong> the smallest group is small.</p><h2 id="cost" tabindex="-1">Cost <a class="header-anchor" href="#cost" aria-label="Permalink to &quot;Cost&quot;">​</a></h2><p>That of <code>erm</code>: one pass of the encoder for each update. The subset is drawn once; batches draw from it with replacement.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/subgroup.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const subgroup = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  subgroup as default
};
