export { type Categorical, type CategoricalShape, createCategorical } from './categorical.ts';
