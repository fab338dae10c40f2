/**
A key as bindings name it: a printable character by itself (`j`, `G`, `?`), `space`, `enter`, `escape`, `tab`,
`up` … `page-down`, `home`, `end`, `backspace`, `delete`. Held modifiers come first, in this order: `ctrl-`, `alt-`,
`shift-`. Characters never have `shift-`, since Shift makes another character. A key that types something has a `text`.
*/
export interface Key {
	readonly name: string;
	readonly text?: string;
}

/** One piece of input from the terminal: keys, or part of what the terminal says was pasted. */
export type Input = {readonly keys: readonly Key[]} | {readonly pasted: string};
