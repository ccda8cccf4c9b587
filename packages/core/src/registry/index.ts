export {
  type ChoiceInput,
  type ChoiceSchema,
  pluginChoice,
  type ResolvedChoice,
  type Untyped,
  untyped,
} from './choice.ts';
export { createMethod, type MethodChoice, type MethodSetting } from './create-method.ts';
export { definePlugin, type OptionsByName, type Plugin } from './plugin.ts';
export { createRegistry, type Kind, type Kinds, type Registry } from './registry.ts';
export { suggest } from './suggest.ts';
export { validate } from './validate.ts';
