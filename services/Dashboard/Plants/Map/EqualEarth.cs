namespace EventPlatform.Dashboard.Plants.Map;

/// <summary>
/// Computes places on the map land.svg, which is 1,000 wide, by the equal-area projection Equal Earth (B. Šavrič, T. Patterson,
/// B. Jenny, 2018).
/// </summary>
internal static class EqualEarth
{
    public const double Width = 1000;
    public const double Height = 486.717;

    private const double A1 = 1.340264;
    private const double A2 = -0.081106;
    private const double A3 = 0.000893;
    private const double A4 = 0.003796;

    private static readonly double M = Math.Sqrt(3) / 2;
    private static readonly double Scale = Width / 2 / (Math.PI / (M * A1));

    public static (double X, double Y) Place(double lon, double lat)
    {
        var theta = Math.Asin(M * Math.Sin(lat * Math.PI / 180));
        var square = theta * theta;
        var sixth = square * square * square;
        var x = lon * Math.PI / 180 * Math.Cos(theta) / (M * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)));
        var y = theta * (A1 + A2 * square + sixth * (A3 + A4 * square));
        return (Math.Round(Width / 2 + Scale * x, 3), Math.Round(Height / 2 - Scale * y, 3));
    }
}
