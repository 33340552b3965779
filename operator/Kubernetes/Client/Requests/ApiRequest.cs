namespace Slipway.Kubernetes.Client.Requests;

/// <summary>One request to the API server.</summary>
/// <param name="Verb">The API's verb: get, list, watch, create, update, patch, delete.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query, from the server's base address on.</param>
/// <param name="Subject">What it is about, for messages: <c>deployments.apps vision/ocr</c>.</param>
internal sealed record ApiRequest(string Verb, HttpMethod Method, string Path, string Subject)
{
    /// <summary>Verb and object, as error messages begin.</summary>
    public string Operation => $"{Verb} {Subject}";

    /// <summary>JSON; null: none.</summary>
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>The answer goes on until the server or we end it.</summary>
    public bool IsWatch => Verb == "watch";
}
