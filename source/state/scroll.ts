/** The first line to show so that lines `from` to `to` (exclusive) are visible, scrolling as little as possible. */
export const scrollTo = (top: number, height: number, from: number, to: number, total: number): number => {
	const shown = from < top || to - from > height ? from : Math.max(top, to - height);
	return Math.max(0, Math.min(shown, total - height));
};

export const clamp = (value: number, low: number, high: number): number =>
	Math.max(low, Math.min(value, high));
