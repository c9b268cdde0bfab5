/** Two-sided 95 per cent point of the normal distribution; in Python natolab.intervals.Z. */
export const Z = 1.959963984540054;
