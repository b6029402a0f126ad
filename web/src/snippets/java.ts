import { stringLiteral } from "./quoting";
import { fixedClaims, grantLifetime, type SnippetValues } from "./values";

const setters: Record<string, string> = { iss: "issuer", aud: "audience" };

const readPem = `        String pem = file.replaceAll("-----[A-Z ]+-----|\\\\s", "");
        PrivateKey key = KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));`;

const pemImports = `import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
`;

export function java(values: SnippetValues): string {
  const isPem = values.keyFormat === "pem";
  const claims = fixedClaims(values).map(([name, value]) => {
    const setter = setters[name] ? `${setters[name]}(` : `claim(${stringLiteral(name)}, `;
    return `            .${setter}${stringLiteral(value)})`;
  });
  return `// com.nimbusds:nimbus-jose-jwt
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
${isPem ? "" : "import com.nimbusds.jose.jwk.RSAKey;\n"}import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
${isPem ? pemImports : ""}import java.time.Instant;
${isPem ? "import java.util.Base64;\n" : ""}import java.util.Date;
import java.util.UUID;

class FetchToken {
    public static void main(String[] args) throws Exception {
        String file = Files.readString(Path.of(${stringLiteral(values.keyFile)}));
${isPem ? readPem : "        RSAKey key = RSAKey.parse(file);"}

        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
${claims.join("\n")}
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(${grantLifetime})))
            .jwtID(UUID.randomUUID().toString())
            .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.${values.alg}).keyID(${stringLiteral(values.kid)}).build();
        SignedJWT grant = new SignedJWT(header, claims);
        grant.sign(new RSASSASigner(key));

        String form = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + grant.serialize();
        HttpRequest request = HttpRequest.newBuilder(URI.create(${stringLiteral(values.tokenEndpoint)}))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
        System.out.println(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
`;
}
