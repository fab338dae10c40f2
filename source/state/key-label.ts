const labels: Readonly<Record<string, string>> = {
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	'page-up': 'PgUp',
	'page-down': 'PgDn',
	home: 'Home',
	end: 'End',
	enter: 'Enter',
	escape: 'Esc',
	space: 'Space',
	tab: 'Tab',
	backspace: 'Backspace',
	delete: 'Delete',
};

/** A key as shown to the user: `Ctrl-A`, `Shift-↑`, `PgUp`. */
export const keyLabel = (key: string): string => {
	const [, modifiers = '', name = key] = /^((?:(?:ctrl|alt|shift)-)*)(.+)$/.exec(key) ?? [];
	const held = modifiers
		.split('-')
		.filter(Boolean)
		.map(word => `${word[0]!.toUpperCase()}${word.slice(1)}-`);
	return held.join('') + (labels[name] ?? (modifiers === '' ? name : name.toUpperCase()));
};
