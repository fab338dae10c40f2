/** Something about a value that cannot be understood, before its place in the text is known. */
export class Mistake {
	readonly message: string;

	constructor(message: string) {
		this.message = message;
	}
}
