namespace Slipway.Gateway.Routing;

/// <summary>
/// Reads the model out of a REST request: by path <c>/{namespace}/{name}/v2/…</c>, by host <c>{name}.{namespace}[.domain]</c>, or
/// plain <c>/v2/models/{name}/…</c> in the default namespace.
/// </summary>
internal static class RestMatcher
{
    /// <summary>Null: the request names no model.</summary>
    /// <param name="method">GET, POST, ….</param>
    /// <param name="host">Host header without port.</param>
    /// <param name="path">Decoded path.</param>
    /// <param name="defaultNamespace">Namespace of plain paths.</param>
    /// <param name="exists">Whether there is such a model: hosts are taken for models only where one is.</param>
    public static RouteTarget? Match(string method, string host, string path, string defaultNamespace, Func<EntityKey, bool> exists)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Array.Exists(parts, part => part is "." or ".."))
            return null;
        if (parts is [var space, var name, "v1" or "v2", ..])
            return Target(new EntityKey(space, name), "/" + string.Join('/', parts[2..]), parts[2..], method);
        if (parts is not ["v1" or "v2", ..])
            return null;
        if (OfHost(host) is { } byHost && exists(byHost))
            return Target(byHost, path, parts, method);
        return parts is [_, "models", var plain, ..] ? Target(new EntityKey(defaultNamespace, Bare(plain)), path, parts, method) : null;
    }

    /// <summary>The model that a host name stands for; null: it has no two parts.</summary>
    public static EntityKey? OfHost(string host) =>
        host.Split('.') is [{ Length: > 0 } name, { Length: > 0 } space, ..] ? new EntityKey(space, name) : null;

    private static RouteTarget Target(EntityKey model, string path, string[] parts, string method)
    {
        var version = parts is [_, "models", _, "versions", var named, ..] ? Bare(named) : null;
        var isDemand = method == "POST" && (parts[^1] is "infer" || parts[^1].EndsWith(":predict", StringComparison.Ordinal));
        return new RouteTarget(model, version, path, isDemand);
    }

    // V1 writes its verb behind the name: ocr:predict.
    private static string Bare(string part) => part.Split(':')[0];
}
