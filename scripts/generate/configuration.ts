import { configurationPage } from "../../src/platform/config/configuration-page.ts";

process.stdout.write(configurationPage());
