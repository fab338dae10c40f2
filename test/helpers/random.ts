let count = 0;

/** Another one each time, and the same ones in each run. */
export const random = (bytes: number): string => (++count).toString(16).padStart(bytes * 2, '0');
