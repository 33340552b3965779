namespace Slipway.Controllers.Tests.Harness;

/// <summary>Something that catches up with the server.</summary>
internal interface ISnapshot
{
    Task RefreshAsync();
}
