namespace Slipway.Controllers.Observing.Capacity;

/// <summary>Whether a pod still runs.</summary>
internal sealed class FootprintStatus
{
    public string? Phase { get; set; }
}
