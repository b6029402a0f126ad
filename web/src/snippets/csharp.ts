import { stringLiteral } from "./quoting";
import { fixedClaims, grantLifetime, type SnippetValues } from "./values";

const readPem = (file: string) => `var rsa = RSA.Create();
rsa.ImportFromPem(File.ReadAllText(${file}));
var key = new RsaSecurityKey(rsa)`;

const readJwk = (file: string) => `var key = new JsonWebKey(File.ReadAllText(${file}))`;

export function csharp(values: SnippetValues): string {
  const isPem = values.keyFormat === "pem";
  const file = stringLiteral(values.keyFile);
  const claims = fixedClaims(values)
    .filter(([name]) => name !== "iss" && name !== "aud")
    .map(([name, value]) => `        [${stringLiteral(name)}] = ${stringLiteral(value)},`);
  return `// dotnet add package Microsoft.IdentityModel.JsonWebTokens
${isPem ? "using System.Security.Cryptography;\n" : ""}using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

${isPem ? readPem(file) : readJwk(file)} { KeyId = ${stringLiteral(values.kid)} };

var now = DateTime.UtcNow;
var grant = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
{
    Issuer = ${stringLiteral(values.clientId)},
    Audience = ${stringLiteral(values.issuer)},
    IssuedAt = now,
    Expires = now.AddSeconds(${grantLifetime}),
    Claims = new Dictionary<string, object>
    {
${claims.join("\n")}
        ["jti"] = Guid.NewGuid().ToString(),
    },
    SigningCredentials = new SigningCredentials(key, ${stringLiteral(values.alg)}),
});

using var http = new HttpClient();
var response = await http.PostAsync(${stringLiteral(values.tokenEndpoint)}, new FormUrlEncodedContent(new Dictionary<string, string>
{
    ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
    ["assertion"] = grant,
}));
using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
Console.WriteLine(answer.RootElement.GetProperty(response.IsSuccessStatusCode ? "access_token" : "error_description"));
`;
}
