namespace EventPlatform.Cli.Import.Values;

/// <summary>
/// British National Grid (OSGB36) to WGS 84, within 5 m. Formulas and constants: Ordnance Survey, "A guide to coordinate systems in Great
/// Britain", annexes B and C: the inverse transverse Mercator projection on the Airy 1830 ellipsoid, then the seven-parameter Helmert transformation.
/// </summary>
internal static class BritishGrid
{
    private const double AiryA = 6_377_563.396, AiryB = 6_356_256.909, Wgs84A = 6_378_137.000, Wgs84B = 6_356_752.3142;
    private const double Scale = 0.9996012717, TrueEasting = 400_000, TrueNorthing = -100_000;
    private const double TrueLatitude = 49 * Degree, TrueLongitude = -2 * Degree;
    private const double Degree = Math.PI / 180, Second = Degree / 3600;

    /// <summary>Null outside the seas around Great Britain.</summary>
    /// <param name="easting">Metres.</param>
    /// <param name="northing">Metres.</param>
    public static (double Latitude, double Longitude)? ToWgs84(double easting, double northing)
    {
        if (easting is not (>= 0 and <= 800_000) || northing is not (>= 0 and <= 1_300_000)) return null;
        var (latitude, longitude) = Unproject(easting, northing);
        var (x, y, z) = ToCartesian(latitude, longitude);
        return ToGeodetic(Helmert(x, y, z));
    }

    private static (double Latitude, double Longitude) Unproject(double easting, double northing)
    {
        const double af = AiryA * Scale, e2 = 1 - AiryB * AiryB / (AiryA * AiryA);
        var latitude = TrueLatitude + (northing - TrueNorthing) / af;
        for (var rest = double.MaxValue; Math.Abs(rest) >= 0.00001; latitude += rest / af) rest = northing - TrueNorthing - MeridianArc(latitude);

        var (sin, tan2) = (Math.Sin(latitude), Math.Pow(Math.Tan(latitude), 2));
        var nu = af / Math.Sqrt(1 - e2 * sin * sin);
        var rho = af * (1 - e2) / Math.Pow(1 - e2 * sin * sin, 1.5);
        var eta2 = nu / rho - 1;
        var (tan, sec) = (Math.Tan(latitude), 1 / Math.Cos(latitude));
        var d = easting - TrueEasting;
        var vii = tan / (2 * rho * nu);
        var viii = tan / (24 * rho * Math.Pow(nu, 3)) * (5 + 3 * tan2 + eta2 - 9 * tan2 * eta2);
        var ix = tan / (720 * rho * Math.Pow(nu, 5)) * (61 + 90 * tan2 + 45 * tan2 * tan2);
        var x = sec / nu;
        var xi = sec / (6 * Math.Pow(nu, 3)) * (nu / rho + 2 * tan2);
        var xii = sec / (120 * Math.Pow(nu, 5)) * (5 + 28 * tan2 + 24 * tan2 * tan2);
        var xiia = sec / (5040 * Math.Pow(nu, 7)) * (61 + 662 * tan2 + 1320 * tan2 * tan2 + 720 * Math.Pow(tan2, 3));
        return (latitude - vii * d * d + viii * Math.Pow(d, 4) - ix * Math.Pow(d, 6),
            TrueLongitude + x * d - xi * Math.Pow(d, 3) + xii * Math.Pow(d, 5) - xiia * Math.Pow(d, 7));
    }

    private static double MeridianArc(double latitude)
    {
        const double n = (AiryA - AiryB) / (AiryA + AiryB);
        var (minus, plus) = (latitude - TrueLatitude, latitude + TrueLatitude);
        return AiryB * Scale * ((1 + n + 1.25 * n * n + 1.25 * n * n * n) * minus
            - (3 * n + 3 * n * n + 2.625 * n * n * n) * Math.Sin(minus) * Math.Cos(plus)
            + (1.875 * n * n + 1.875 * n * n * n) * Math.Sin(2 * minus) * Math.Cos(2 * plus)
            - 35d / 24 * n * n * n * Math.Sin(3 * minus) * Math.Cos(3 * plus));
    }

    private static (double X, double Y, double Z) ToCartesian(double latitude, double longitude)
    {
        const double e2 = 1 - AiryB * AiryB / (AiryA * AiryA);
        var nu = AiryA / Math.Sqrt(1 - e2 * Math.Pow(Math.Sin(latitude), 2));
        return (nu * Math.Cos(latitude) * Math.Cos(longitude), nu * Math.Cos(latitude) * Math.Sin(longitude), (1 - e2) * nu * Math.Sin(latitude));
    }

    private static (double X, double Y, double Z) Helmert(double x, double y, double z)
    {
        const double s = 1 - 20.4894e-6, rx = 0.1502 * Second, ry = 0.2470 * Second, rz = 0.8421 * Second;
        return (446.448 + s * x - rz * y + ry * z, -125.157 + rz * x + s * y - rx * z, 542.060 - ry * x + rx * y + s * z);
    }

    private static (double Latitude, double Longitude) ToGeodetic((double X, double Y, double Z) point)
    {
        const double e2 = 1 - Wgs84B * Wgs84B / (Wgs84A * Wgs84A);
        var p = Math.Sqrt(point.X * point.X + point.Y * point.Y);
        var latitude = Math.Atan2(point.Z, p * (1 - e2));
        for (var before = double.MaxValue; Math.Abs(latitude - before) > 1e-12;)
        {
            before = latitude;
            var nu = Wgs84A / Math.Sqrt(1 - e2 * Math.Pow(Math.Sin(latitude), 2));
            latitude = Math.Atan2(point.Z + e2 * nu * Math.Sin(latitude), p);
        }

        return (latitude / Degree, Math.Atan2(point.Y, point.X) / Degree);
    }
}
