/**
A key as bindings name it: a printable character by itself (`j`, `G`, `?`), `space`, `enter`, `escape`, `tab`,
`up` … `page-down`, `home`, `end`, `backspace`, `delete`; before it `ctrl-`, `alt-`, `shift-` in this order where
held down (Shift not for characters, which are other ones then). What can be typed has a `text`.
*/
export interface Key {
	readonly name: string;
	readonly text?: string;
}

/** What came from the terminal at once: keys, or a piece of what it says was pasted. */
export type Input = {readonly keys: readonly Key[]} | {readonly pasted: string};
