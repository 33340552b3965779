namespace Slipway.Tests.Support.Plots;

/// <summary>Lines that share an axis.</summary>
/// <param name="Title">What is shown, with its unit.</param>
/// <param name="Lines">At least one.</param>
public sealed record PlotPanel(string Title, IReadOnlyList<PlotLine> Lines);
