namespace Slipway.Runtime.Serving;

/// <summary>What a client may ask of the scheduler.</summary>
public sealed record RequestParameters
{
    /// <summary>Nothing asked.</summary>
    public static RequestParameters None { get; } = new();

    /// <summary>1 is the most urgent; 0, the default, is the model's default priority. Honoured by schedulers that know priorities.</summary>
    public ulong Priority { get; init; }
}
