namespace Slipway.Tests.Support.Plots;

/// <summary>One line of a plot.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Colour">Of SVG.</param>
/// <param name="Points">Seconds since the beginning, ascending, and values.</param>
public sealed record PlotLine(string Name, string Colour, IReadOnlyList<(double Second, double Value)> Points);
