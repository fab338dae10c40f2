/** The value at `['handler', 'name']` in `{handler: {name: 'Ann'}}`; `undefined` if the path leads nowhere. */
export const valueAt = (record: unknown, path: readonly string[]): unknown => {
	let value = record;
	for (const name of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
	return value;
};
