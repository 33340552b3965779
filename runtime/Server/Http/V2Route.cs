namespace Slipway.Runtime.Server.Http;

/// <summary>A path of the V2 or V1 protocol, taken apart.</summary>
/// <param name="Resource">What it names.</param>
/// <param name="Model">The model, where it names one.</param>
/// <param name="Version">The version, where it names one.</param>
internal sealed record V2Route(V2Resource Resource, string? Model = null, string? Version = null)
{
    /// <summary>The one method that the resource answers to, beside HEAD where it is GET.</summary>
    public string Method => Resource is V2Resource.Infer or V2Resource.RepositoryIndex or V2Resource.V1Predict ? "POST" : "GET";

    /// <summary>Takes a path apart; null when there is no such resource. A slash at the end changes nothing.</summary>
    public static V2Route? Match(string path)
    {
        var parts = path.Trim('/').Split('/');
        if (parts is ["v1", "models", .. var after])
            return MatchV1(after);
        if (parts[0] != "v2")
            return null;
        return parts[1..] switch
        {
            [] => new V2Route(V2Resource.Server),
            ["health", "live"] => new V2Route(V2Resource.Live),
            ["health", "ready"] => new V2Route(V2Resource.Ready),
            ["repository", "index"] => new V2Route(V2Resource.RepositoryIndex),
            ["models", "stats"] => new V2Route(V2Resource.Statistics),
            ["models", { Length: > 0 } model, .. var rest] => MatchModel(model, rest),
            _ => null,
        };
    }

    private static V2Route? MatchV1(string[] parts)
    {
        const string Predict = ":predict";
        return parts switch
        {
            [] => new V2Route(V2Resource.V1Models),
            [{ Length: > 0 } name] when !name.Contains(':', StringComparison.Ordinal) => new V2Route(V2Resource.V1Model, name),
            [{ Length: > 8 } call] when call.EndsWith(Predict, StringComparison.Ordinal) =>
                new V2Route(V2Resource.V1Predict, call[..^Predict.Length]),
            _ => null,
        };
    }

    private static V2Route? MatchModel(string model, string[] rest)
    {
        string? version = null;
        if (rest is ["versions", { Length: > 0 } named, .. var after])
            (version, rest) = (named, after);
        return rest switch
        {
            [] => new V2Route(V2Resource.Model, model, version),
            ["ready"] => new V2Route(V2Resource.ModelReady, model, version),
            ["config"] => new V2Route(V2Resource.Config, model, version),
            ["stats"] => new V2Route(V2Resource.Statistics, model, version),
            ["infer"] => new V2Route(V2Resource.Infer, model, version),
            _ => null,
        };
    }
}
