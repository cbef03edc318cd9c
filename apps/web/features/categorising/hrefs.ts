/** Rows without a category, with suggestions. */
export const REVIEW_HREF = '/categories/review';

/** What the model has learnt, and how well it does. */
export const ACCURACY_HREF = '/categories/accuracy';
