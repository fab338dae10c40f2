/**
Makes a thing when it is first asked for. What knows Unicode, a segmenter or a pattern over classes of it, takes
milliseconds to make, and most commands never need it.
*/
export const lazily = <Thing>(make: () => Thing): (() => Thing) => {
	let made: {readonly thing: Thing} | undefined;
	return () => (made ??= {thing: make()}).thing;
};
