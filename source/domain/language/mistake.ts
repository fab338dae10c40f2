/** A mistake in a value, before its position in the text is known. */
export class Mistake {
	readonly message: string;

	constructor(message: string) {
		this.message = message;
	}
}
