// Replaced by the file that is generated from the contracts.
export interface paths {
  "/v1/me": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: { 200: { headers: { [name: string]: unknown }; content: { "application/json": components["schemas"]["Me"] } } };
    };
  };
}
export interface components {
  schemas: {
    Me: {
      user: { id: string; email: string; name: string };
      workspaces: {
        id: string;
        slug: string;
        name: string;
        role: string;
        zone: string;
        currency: string;
        is_sample: boolean;
        scopes: string[];
      }[];
    };
  };
}
