using System.CommandLine;
using Slipway.Runtime.Server.Admission;

namespace Slipway.Runtime.Server.Arguments;

/// <summary>The options of <c>serve</c> that close it to everyone but the gateway.</summary>
internal sealed class GatewayTrustOptions
{
    private readonly Option<string[]> _keys = new("--gateway-key")
    {
        Description = "Public key of the gateway (ECDSA P-256, SubjectPublicKeyInfo in base64), the only one to be answered then. Repeatable: two during a rotation.",
    };

    private readonly Option<string?> _audience = new("--gateway-audience") { Description = "What the gateway's tokens must be for: NAMESPACE/MODEL." };

    public void AddTo(Command command)
    {
        command.Options.Add(_keys);
        command.Options.Add(_audience);
        _keys.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(token => token.Value))
            {
                using var key = GatewayKey.Read(text);
                if (key is null)
                    result.AddError($"--gateway-key must be an ECDSA public key on P-256, as a SubjectPublicKeyInfo in base64, not '{text}'.");
            }
        });
        _audience.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }, ..] && text.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
                result.AddError($"--gateway-audience must be NAMESPACE/MODEL, not '{text}'.");
        });
        command.Validators.Add(result =>
        {
            if ((result.GetResult(_keys) is { Tokens.Count: > 0 }) != (result.GetResult(_audience) is { Tokens.Count: > 0 }))
                result.AddError("--gateway-key and --gateway-audience need each other.");
        });
    }

    /// <summary>Null: everyone is answered.</summary>
    public GatewayTrust? Read(ParseResult result) =>
        result.GetValue(_audience) is { } audience ? new GatewayTrust(audience, [.. result.GetValue(_keys) ?? []]) : null;
}
