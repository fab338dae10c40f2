/** A mistake and its origin: the name, line and column. */
export interface Trouble {
	readonly origin: string;
	readonly reason: string;
}

/** An array or object that has not ended yet. */
export interface Frame {
	value: unknown[] | Record<string, unknown>;
	expected: 'value' | 'key' | ':' | 'next';
	/** Whether nothing of it was read yet, so that it may end. */
	isEmpty: boolean;
	/** Whether it is an array of records. */
	readonly isList: boolean;
	/** Whether it is an object with a list in it. */
	hasList: boolean;
	/** The member of an object that is being read; the index of the entry of an array. */
	key: string | number;
	/** The first mistake in it, except in the lists within it. */
	trouble?: Trouble | undefined;
}

export const openFrame = (bracket: '{' | '[', isList: boolean): Frame => ({
	...(bracket === '[' ? {value: [], expected: 'value', key: 0} : {value: {}, expected: 'key', key: ''}),
	isEmpty: true,
	isList,
	hasList: false,
});

/** Makes a value the member or entry that is read. */
export const put = ({value, key}: Frame, child: unknown): void => {
	// Otherwise `__proto__` would not be a member like others.
	if (key === '__proto__')
		Object.defineProperty(value, key, {value: child, enumerable: true, configurable: true, writable: true});
	else (value as Record<string | number, unknown>)[key] = child;
};

/** Which member or entry is read, as `messages[2].records[0]`. */
export const pathOf = (frames: readonly Frame[]): string =>
	frames
		.map(({key}) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
		.join('')
		.replace(/^\./, '');

/** Goes on without the entries that were read, and keeps only the plain members of an object. */
export const keepPlain = (frame: Frame): void => {
	const plain = Object.entries(frame.value).filter(([, value]) => Object(value) !== value);
	frame.value = Array.isArray(frame.value) ? [] : Object.fromEntries(plain);
};
