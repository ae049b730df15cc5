import { eventPage } from "../../src/app/events/told-things.ts";

process.stdout.write(eventPage());
